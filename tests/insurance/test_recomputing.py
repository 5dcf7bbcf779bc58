"""重算: months that only one of both awards pays, yearly adjustments by the tables, benefits other than the pension."""

import json
from pathlib import Path

import pytest

from .running import case, run

CASE = (Path(__file__).parents[2] / "examples" / "insurance" / "提前退休.toml").read_text("utf-8")

PUBLIC = """
待遇 = "机关事业养老"
核定年月 = 2023-03
参保地 = "辽宁"
退休年月 = 2023-03
老办法待遇 = 5000
视同缴费指数 = 1.2
视同缴费年限 = 20
实际缴费指数 = 1.1
实际缴费年限 = 8.5
个人账户储存额 = 40000
职业年金储存额 = 30000
计发月数 = 139
"""
TABLES = """
[[参数]]
参数 = "{}"
值 = "{}"
依据 = "某省2026年调整办法"
"""
ADJUSTING = {
    "调整定额": "30",
    "调整每年限额": "1.2",
    "调整年限部分下限": "18",
    "调整挂钩比例": "1%",
    "调整按年限分段": "否",
    "调整按水平分档": "否",
    "调整按高龄倾斜": "否",
}


def rows(out: str) -> list[tuple[str, str, str]]:
    return [(row["月份"], row["已发"], row["应发"]) for row in json.loads(out)["重算"]["逐月"]]


def test_an_earlier_first_month_is_paid_back_and_a_later_one_recovered(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    prior = tmp_path / "原核定.json"
    run(capsys, "award", case(tmp_path, CASE), "-o", prior)
    later = CASE.replace("退休年月 = 2025-04", "退休年月 = 2025-05")
    _, out, _ = run(capsys, "award", case(tmp_path, later), "--prior", prior, "--until", "2025-06", "--json")
    assert [row[:2] for row in rows(out)] == [("2025-05", "4796.00"), ("2025-06", "4796.00")]
    assert rows(out)[0][2] == "0.00"
    run(capsys, "award", case(tmp_path, later), "-o", prior)
    _, out, _ = run(capsys, "award", case(tmp_path, CASE), "--prior", prior, "--until", "2025-06", "--json")
    assert rows(out)[0] == ("2025-05", "0.00", "4796.00")


def test_yearly_adjustments_come_from_the_tables(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    prior = tmp_path / "预发.json"
    run(capsys, "award", case(tmp_path, CASE), "-o", prior)
    tables = "".join(TABLES.format(*item) for item in ADJUSTING.items())
    steps = "[[待遇调整]]\n起 = 2026-01\n[[待遇调整]]\n起 = 2027-01\n月增加额 = 50\n"
    text = CASE.replace("核定年月 = 2025-04", "核定年月 = 2025-10")
    asked = ["--prior", prior, "--until", "2027-01", "--json"]
    _, out, _ = run(capsys, "award", case(tmp_path, text + steps + tables), *asked)
    found = {month: due for month, _, due in rows(out)}
    assert found["2025-12"] == "4856.00"
    assert found["2026-01"] == "4981.66"  # 4856 + 30 + 39.25 × 1.2 + 4856 × 1%
    assert found["2027-01"] == "5031.66"
    status, out, err = run(capsys, "award", case(tmp_path, text + steps), *asked)
    assert (status, out) == (1, "")
    assert err.count("I301") == len(ADJUSTING)


def test_a_public_award_is_recomputed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    prior = tmp_path / "预发.json"
    _, out, _ = run(capsys, "award", case(tmp_path, PUBLIC), "-o", prior)
    assert "（预发）" in out
    again = case(tmp_path, PUBLIC.replace("核定年月 = 2023-03", "核定年月 = 2023-11"))
    _, out, _ = run(capsys, "award", again, "--prior", prior, "--until", "2023-05", "--json")
    data = json.loads(out)
    assert data["预发"] is False
    assert [row[0] for row in rows(out)] == ["2023-04", "2023-05"]
    assert float(data["重算"]["合计"]) > 0
    status, _, err = run(capsys, "award", case(tmp_path, CASE), "--prior", prior, "--until", "2025-06")
    assert status == 1
    assert "I209" in err


@pytest.mark.parametrize(
    ("change", "asked", "expected"),
    [
        (("示例甲", "示例乙"), ["--until", "2025-06"], "同一个人：示例乙"),
        (("示例甲", "示例甲"), ["--until", "2025-04"], "不早于首次领取年月 2025-05"),
    ],
)
def test_an_earlier_award_that_cannot_be_settled_against(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, change: tuple[str, str], asked: list[str], expected: str
) -> None:
    prior = tmp_path / "原核定.json"
    run(capsys, "award", case(tmp_path, CASE), "-o", prior)
    status, out, err = run(capsys, "award", case(tmp_path, CASE.replace(*change)), "--prior", prior, *asked)
    assert (status, out) == (1, "")
    assert "I209" in err
    assert expected in err


@pytest.mark.parametrize("option", ["--until", "--stopped"])
def test_months_of_a_settlement_without_an_earlier_award(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, option: str
) -> None:
    status, out, err = run(capsys, "award", case(tmp_path, CASE), option, "2025-08")
    assert (status, out) == (2, "")
    assert "--prior" in err
