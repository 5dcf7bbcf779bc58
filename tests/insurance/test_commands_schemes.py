"""What single schemes tell of a case, through the command line."""

import json
from pathlib import Path

import pdfplumber
import polars as pl
import pytest

from .running import case, run


def test_the_central_adjustment_of_the_example(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source = Path(__file__).parents[2] / "examples" / "insurance" / "中央调剂.csv"
    output = tmp_path / "结果.csv"
    status, out, _ = run(capsys, "award", source, "--scheme", "中央调剂", "--at", "2018-12", "-o", output)
    assert status == 0
    assert "甲省净得（负数为净上解） -5,248,800,000.00 元" in out
    assert "6,091,200,000.00" in out
    assert pl.read_csv(output)["净得_分"].sum() == 0
    _, out, _ = run(capsys, "award", source, "--scheme", "中央调剂", "--at", "2018-12", "--json")
    data = json.loads(out)
    assert data["结果"] == {"项目": "上解合计", "值": "15,228,000,000.00 元"}
    assert [item["值"] for item in data["参数"]] == ["90%", "3%"]
    page = tmp_path / "结果.pdf"
    run(capsys, "award", source, "--scheme", "中央调剂", "--at", "2018-12", "-o", page)
    with pdfplumber.open(page) as opened:
        words = {word["text"]: word for word in opened.pages[0].extract_words()}
        edges = sorted({round(line["x0"]) for line in opened.pages[0].edges if line["orientation"] == "v"})
    amount, left = words["-5,248,800,000.00"], max(edge for edge in edges if edge < words["结果"]["x0"])
    assert amount["x0"] > left  # the largest amounts stand inside their column
    twice = tmp_path / "重复.csv"
    twice.write_text("省份,职工平均工资,在职应参保人数,离退休人数\n甲省,1,1,0\n甲省,1,1,0\n", "utf-8")
    status, _, err = run(capsys, "award", twice, "--scheme", "中央调剂", "--at", "2018-12")
    assert (status, err.count("I405")) == (1, 2)


def test_the_calendar_of_a_work_injury(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "examples" / "insurance"
    status, out, _ = run(capsys, "award", folder / "工伤期限.toml")
    assert status == 0
    said = " ".join(out.split())
    assert "用人单位申请工伤认定 2025-03-31" in said
    assert "申请工伤认定 2026-03-02 ＝ 自事故日期 2025-03-01 起 1年，到 2026-03-01；末日是周末" in said
    assert "作出认定决定 2025-06-02" in said
    assert "一次性告知补正鉴定材料 2025-08-08" in said
    bad = case(tmp_path, '待遇 = "工伤期限"\n事故日期 = "三月"\n受伤日期 = 2025-03-01\n')
    status, out, err = run(capsys, "award", bad)
    assert (status, out) == (1, "")
    assert "I204" in err
    assert "I202" in err


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ("事故日期 = 2025-02-30", "现为：2025-02-30；应为：日期"),  # no day, and not a mistake of syntax
        ("事故日期 = 2025-03-20\n认定申请日期 = 2025-03-01", "不早于事故日期 2025-03-20"),
        ("认定申请日期 = 2025-03-20\n认定决定日期 = 2025-03-01", "不早于认定申请日期 2025-03-20"),
        ("鉴定申请日期 = 2025-08-01\n收到结论日期 = 2025-07-01", "不早于鉴定申请日期 2025-08-01"),
        ("认定决定日期 = 2025-05-01\n鉴定申请日期 = 2025-04-01", ""),
        ("事故日期 = 2025-03-01\n认定申请日期 = 2025-03-01", ""),
    ],
)
def test_days_of_a_work_injury_follow_each_other(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, days: str, told: str
) -> None:
    status, _, err = run(capsys, "award", case(tmp_path, f"待遇 = 工伤期限\n{days}\n"))
    assert (status, err.count("I204")) == ((1, 1) if told else (0, 0))
    assert told in err


def test_a_resident_short_of_the_minimum_is_told_the_residents_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "待遇 = 居民养老\n参保地 = 武汉\n出生年月 = 1965-10\n开始领取年月 = 2025-11\n个人账户储存额 = 20000\n"
    status, _, err = run(capsys, "award", case(tmp_path, text + "缴费年限 = 14\n"))
    assert (status, "I414" in err, "补缴" in err) == (1, True, True)
    assert run(capsys, "award", case(tmp_path, text + "缴费年限 = 15\n"))[0] == 0


def test_a_public_award_says_whose_base_it_uses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = {"待遇": "机关事业养老", "核定年月": "2025-03", "参保地": "盘锦", "退休年月": "2025-03", "计发月数": 139}
    facts |= {"视同缴费指数": 1.2, "视同缴费年限": 20, "实际缴费指数": 1.1, "实际缴费年限": 10.5}
    facts |= {"个人账户储存额": 80000, "职业年金储存额": 0}
    text = "\n".join(f'{title} = "{value}"' for title, value in facts.items()) + "\n"
    _, out, _ = run(capsys, "award", case(tmp_path, text))
    assert "计发基数用的是当地企业职工的" in out
    own = tmp_path / "本省.csv"
    head = "参数,项,地区,起,止,值,依据,可信度,核对\n"
    own.write_text(head + "机关事业计发基数,,辽宁,2024-01,2024-12,7000,某文,原文,2026-01-01\n", "utf-8")
    _, out, _ = run(capsys, "award", case(tmp_path, text), "--law", own)
    assert "计发基数用的是当地企业职工的" not in out
    assert "7,000.00 元" in out
    assert "暂用上年度的" in out  # that of 2025 is not out


def test_a_coefficient_of_one_person_is_stated_in_the_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """宁夏, 2026-01: the form of an intellectual has 1.43% instead of 1.3%, and 18.50 元 of allowances."""
    text = """
待遇 = "企业职工养老"
参保地 = "银川"
退休年月 = 2026-01
计发月数 = 139
缴费月数 = 450
过渡性缴费月数 = 89
平均缴费指数 = 0.7666
个人账户储存额 = 122313.73
其他月待遇 = 18.50
过渡系数 = "1.43%"
"""
    _, out, _ = run(capsys, "award", case(tmp_path, text))
    assert "680.50 元" in out
    assert "月支付额：4,350.08 元" in out
