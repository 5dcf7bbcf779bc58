"""What a clerk or a citizen writes that is not our word: a proposal, an answer, or a plain list; never a guess."""

from pathlib import Path

import pytest

from mingzhang.insurance.award.calendar import DEADLINES
from mingzhang.insurance.award.carried import CARRIED
from mingzhang.insurance.award.case import PAID_STEPS, RAISES, STAYS
from mingzhang.insurance.award.special import CENTRAL
from mingzhang.insurance.award.transferring import KNOWN, TRANSFER
from mingzhang.insurance.award.wording import form_words
from mingzhang.insurance.law.catalogue import definitions
from mingzhang.insurance.schemes.registry import schemes

from .running import case, run

FORM = """待遇 = "企业职工养老"
统筹区 = "盘锦"
出生日期 = 1965-02-03
退休时间 = 2025-04
累计缴费年限 = 32
本人平均缴费工资指数 = 0.8
个人账户累计储存额 = "88,888.80元"
过渡性养老金系数 = "1.4%"
参加工作时间 = 1983-07
"""


def test_words_of_forms_name_titles_that_there_are() -> None:
    titles = {fact.title for scheme in schemes().values() for fact in scheme.facts}
    titles |= {*CARRIED, *KNOWN, *definitions(), STAYS, PAID_STEPS, RAISES}
    words = form_words()
    assert {title for listed in words["titles"].values() for title in listed} <= titles
    assert set(words["schemes"].values()) <= {*schemes(), TRANSFER, DEADLINES, CENTRAL}


def test_a_form_copied_as_it_stands_is_answered_word_by_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, said = run(capsys, "award", case(tmp_path, FORM))
    assert status == 1
    meant = ("参保地", "出生年月", "退休年月", "缴费年限", "平均缴费指数", "个人账户储存额", "过渡系数")
    assert [title for title in meant if f"是否想写“{title}”" not in said] == []
    assert "参加工作时间；应为：核定不用这一项" in said


def test_spans_and_amounts_may_carry_their_unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = """参保地 = "盘锦"
出生年月 = 1965-02-03
退休年月 = 2025-04
缴费月数 = "32年5个月"
视同缴费月数 = "3年2个月"
过渡性缴费月数 = "38个月"
平均缴费指数 = 0.8
个人账户储存额 = "88,888.80元"
"""
    status, shown, _ = run(capsys, "award", case(tmp_path, text))
    assert status == 0
    assert "缴费月数：389个月" in shown
    assert "个人账户储存额：88,888.80 元" in shown
    status, _, said = run(capsys, "award", case(tmp_path, text.replace('缴费月数 = "32', '缴费年限 = "32')))
    assert status == 1
    assert "几年几个月的写到“缴费月数”" in said


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (("计发基数", "--region", "内蒙", "--at", "2025-06"), "8,179.00"),
        (("计发基数", "--region", "新疆自治区", "--at", "202506"), "8,448.00"),
        (("养老金计发基数", "--region", "粤", "--at", "2025年11月"), "9,493.00"),
        (("个人账户利率", "--region", "中国", "--at", "2016"), "8.31%"),
        (("计发基数", "--region", "大连", "--at", "2024年"), "8,823.00"),
    ],
)
def test_the_law_is_asked_as_people_speak(
    asked: tuple[str, ...], answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, shown, said = run(capsys, "law", *asked)
    assert (status, said.strip()) == (0, "共 1 条。")
    assert answer in shown


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("计发基数", "--region", "辽宁", "--at", "2015"), "已有的只是 辽宁省 2018-01 至 2025-12"),
        (("账户记账利率", "--region", "辽宁", "--at", "2014-01"), "已有的只是 全国 2016-01"),
        (("记账利率",), "可能是 个人账户记账利率、机关事业记账利率"),
        (("城镇居民人均可支配收入",), "可能是 城镇居民月人均可支配收入、全国城镇居民人均可支配收入"),
        (("计发基数", "--region", "沈阳市和平区"), "是否想写“沈阳市”？"),
        (("计发基数", "--at", "去年"), "应为年月或年份"),
    ],
)
def test_what_the_law_cannot_answer_is_told(
    asked: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, said = run(capsys, "law", *asked)
    assert status in (1, 2)
    assert told in said


BARE = """待遇 = 企业职工养老
参保地 = “沈阳”
出生年月 = 1965年4月   # 按档案
退休年月 = 2025-4
缴费月数 = 39年3个月
过渡性缴费月数 = 120
平均缴费指数 = 0.8053
个人账户储存额 = 114,333.21元
"""


def test_a_case_needs_no_quotes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, shown, said = run(capsys, "award", case(tmp_path, BARE))
    assert (status, said.strip()) == (0, "")
    for stated in ("参保地：沈阳市", "出生年月：1965-04", "退休年月：2025-04", "缴费月数：471个月", "114,333.21 元"):
        assert stated in shown


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("待遇：企业职工养老", '第1行；现为：待遇：企业职工养老；应为：待遇 = "企业职工养老"'),
        ("参保地 ＝ 沈阳", '应为：参保地 = "沈阳"'),
        ('参保地 = "沈阳', '应为：参保地 = "沈阳"'),
        ('参保地 = "沈阳"\n参保地 = "盘锦"', '第2行；现为：参保地 = "盘锦"；应为：“参保地”只写一次'),
    ],
)
def test_a_line_that_cannot_be_read_is_shown_with_what_it_may_mean(
    line: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, said = run(capsys, "award", case(tmp_path, line + "\n"))
    assert status == 1
    assert told in said


INJURY = """待遇 = "工伤伤残"
参保地 = "北京"
受伤年月 = 2024-05
伤残等级 = "九级"
本人工资 = 9000
统筹地区月平均工资 = 11761
"""


def test_a_grade_is_written_as_on_the_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, shown, _ = run(capsys, "award", case(tmp_path, INJURY))
    assert status == 0
    assert run(capsys, "award", case(tmp_path, INJURY.replace("九级", "9级")))[1] == shown
    assert run(capsys, "award", case(tmp_path, INJURY.replace('"九级"', "9")))[1] == shown
    assert run(capsys, "award", case(tmp_path, INJURY.replace("九级", "十一级")))[0] == 1


def test_what_is_missing_is_told_with_how_to_write_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lacking = BARE.replace("2025-4", "2016-4").replace("沈阳", "江苏南通").replace("1965年", "1956年")
    _, _, said = run(capsys, "award", case(tmp_path, lacking))
    assert '或在案卷里写 年限取位 = "……"，只对这一份有效' in said
    assert "或写明“计发基数”一项" in said
    _, _, said = run(capsys, "award", case(tmp_path, '待遇 = "病残津贴"\n参保地 = "盘锦"\n'))
    assert "身份（退休时的身份），写工人、干部、灵活就业、高级职称、特殊工种之一" in said
    assert "退休年月（办理退休的年月），年月，如 1965-04" in said


def test_a_part_of_the_months_is_not_longer_than_all_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, _, said = run(capsys, "award", case(tmp_path, BARE.replace("= 120", "= 480")))
    assert "I412" in said
    assert "缴费月数 471个月；应为：不小于过渡性缴费月数 480个月" in said


def test_what_the_case_states_already_is_not_proposed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = BARE.replace("沈阳", "吉林").replace("1965年4月", "1962-05").replace("2025-4", "2022-05")
    _, _, said = run(capsys, "award", case(tmp_path, text))
    assert "或写明“计发基数”一项" in said
    _, _, said = run(capsys, "award", case(tmp_path, text + "计发基数 = 6000\n"))
    assert said.count("I301") == 1
    assert "或写明“全省计发基数”一项" in said


def test_items_that_are_missing_together_are_one_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = """待遇 = 机关事业养老
参保地 = 辽宁
出生年月 = 1964-05
退休年月 = 2024-05
视同缴费月数 = 240
实际缴费月数 = 116
实际缴费指数 = 1.1
视同缴费指数 = 1.2
个人账户储存额 = 98000
"""
    _, _, said = run(capsys, "award", case(tmp_path, text))
    assert said.count("I301") == 1
    assert "老办法增长率〔2016、2017、2018、2019、2020、2021、2022、2023〕 辽宁省 2024-05" in said
    assert "没有这些项，已有：2014、2015" in said
    assert "其余各项同样各加一行" in said


def test_a_yearly_record_says_which_of_its_keys_nobody_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = "[[缴费记录]]\n年度 = 2023\n月数 = 12个月\n月缴费基数 = 4500\n"
    _, _, said = run(capsys, "award", case(tmp_path, BARE + records))
    assert "“缴费记录第1段”项；现为：年度；应为：是否想写“年份”？" in said
    assert "现为：月缴费基数；应为：是否想写“缴费基数”？" in said
