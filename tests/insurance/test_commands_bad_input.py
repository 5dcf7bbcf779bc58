"""Cases, files and options that cannot be used: told in Chinese, nothing written."""

from pathlib import Path

import pytest

from .running import CASE, case, run


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (("出生年月 = 1965-04", "出生日期 = 1965-04"), "I202", "是否想写“出生年月”"),
        (('参保地 = "沈阳"', '参保地 = "沈洋"'), "I104", "沈洋"),
        (('参保地 = "沈阳"', ""), "I203", "参保地"),
        (("个人账户储存额 = 114333.21", "个人账户储存额 = -1"), "I204", "不小于0.00 元"),
        (("个人账户储存额 = 114333.21", "个人账户储存额 = 114333.215"), "I204", "最多两位小数"),
        (("出生年月 = 1965-04", "出生年月 = 1965-14"), "I204", "1965-14"),
        (("缴费月数 = 471", "缴费月数 = 170"), "I402", "据以核对的缴费月数 170"),
        (("退休年月 = 2025-04", "退休年月 = 2025-03"), "I401", "最早退休年月 2025-04"),
        (("退休年月 = 2025-04", "退休年月 = 2035-04"), "I301", "计发基数"),
        (("缴费月数 = 471", "缴费月数 = 800"), "I406", "退休时月龄 720"),
        (("平均缴费指数 = 0.8053", ""), "I303", "缴费指数之和"),
        (("过渡性缴费月数 = 120", "视同缴费月数 = 81"), "I303", "过渡性缴费月数"),
        (("= 471", "= = 471"), "I201", "第9行"),
        (("核定年月 = 2025-04", '核定年月 = "四月"'), "I204", "核定年月"),
        (('性别 = "男"', '性别 = "男"\n公民身份号码 = "211102196504150051"'), "I501", "校验码应为 X"),
        (('性别 = "男"', '性别 = "女"\n公民身份号码 = "21110219650415005X"'), "I502", "性别是男"),
        (('待遇 = "企业职工养老"', '待遇 = "别的"'), "I204", "企业职工养老"),
        (("缴费月数 = 471", "缴费月数 = [471]"), "I204", "一个数"),
    ],
)
def test_what_is_wrong_in_a_case_is_said_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, change: tuple[str, str], code: str, said: str
) -> None:
    output = tmp_path / "核定表.json"
    assert change[0] in CASE
    status, out, err = run(capsys, "award", case(tmp_path, CASE.replace(*change)), "-o", output)
    assert (status, out) == (1, "")
    assert f"错误 {code}" in err
    assert said in err
    assert "Traceback" not in err
    assert not output.exists()


def test_lists_that_nothing_reads_are_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = CASE + '[[参保经历]]\n地区 = "沈阳"\n月数 = 3\n[[待遇调整]]\n起 = 2025-01\n月增加额 = 5\n'
    status, _, err = run(capsys, "award", case(tmp_path, text))
    assert status == 1
    assert "参保经历；应为：只用于转移接续" in err
    assert "待遇调整；应为：与 --prior 合用" in err


def test_a_broken_file_is_a_finding(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source = tmp_path / "人员.parquet"
    source.write_bytes(b"PAR1 and nothing more")
    status, _, err = run(capsys, "award", source)
    assert status == 1
    assert "I206" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["retire", "--born", "1975-05"],
        ["law"],
        ["law", "计发基数", "--at", "去年"],
        ["award", "没有.toml"],
        ["contribute", "--wage", "1", "--month", "2025-05", "--to", "2025-01"],
        ["contribute", "--wage", "9000", "--month", "2025-05", "--floating", "80%"],
        ["contribute", "--wage", "9000", "--month", "2025-05", "--to", "2025-06", "--late-days", "9"],
        ["contribute", "--wage", "9000", "--month", "2025-05", "--kind", "机关事业", "--kind", "企业职工"],
        ["retire", "--born", "1975-05", "--sex", "F", "--sex", "M"],
    ],
)
def test_usage_errors_are_chinese(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert err.startswith("用法有误：")


def test_outputs_are_checked_before_anything_is_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good, bad = tmp_path / "核定表.json", tmp_path / "核定表.xls"
    status, _, err = run(capsys, "award", case(tmp_path, CASE), "-o", good, "-o", bad)
    assert status == 2
    assert ".pdf、.docx、.json" in err
    assert not good.exists()
    (tmp_path / "占用").write_text("", "utf-8")
    status, _, err = run(capsys, "award", case(tmp_path, CASE), "-o", tmp_path / "占用" / "核定表.json")
    assert status == 2
    assert "打不开" in err


@pytest.mark.parametrize(
    "content", ["[]", "{}", "不是", '{"项目": [{"项目": "月支付额", "精确值": "1/3"}]}', '{"项目": 3}']
)
def test_a_prior_award_that_is_none(capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str) -> None:
    prior = tmp_path / "预发.json"
    prior.write_text(content, "utf-8")
    status, _, err = run(capsys, "award", case(tmp_path, CASE), "--prior", prior)
    assert status == 1
    assert "I209" in err
