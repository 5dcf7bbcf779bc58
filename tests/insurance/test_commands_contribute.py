"""What is due each month, and late fees, through the command line."""

import json
from pathlib import Path

import pytest

from .running import run


def test_contribute_with_limits_published_late(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["contribute", "--wage", "3000", "--month", "2025-01", "--to", "2025-08", "--paid-at", "2025-05"]
    status, out, _ = run(capsys, *asked)
    assert status == 0
    assert "单位应补（负数为应退） 110.08 元" in out  # 8 × (697.44 − 683.68)


def test_contribute_before_the_limits_are_out(capsys: pytest.CaptureFixture[str]) -> None:
    said = "尚未公布，本表按上年的预缴"
    _, out, _ = run(capsys, "contribute", "--wage", "8000", "--month", "2027-01", "--injury-class", "7")
    assert out.count(said) == 2  # the pension's statement and the work injury's
    _, out, _ = run(capsys, "contribute", "--wage", "8000", "--month", "2026-01")
    assert said not in out


def test_the_late_fee_of_ten_thousand_for_99_days(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = tmp_path / "上限.csv"
    rows.write_text(
        "参数,项,地区,起,止,值,依据,可信度,核对\n缴费基数上限,,盘锦,2025-01,2025-12,60000,自填,互证,2026-11-29", "utf-8"
    )
    asked = ["contribute", "--wage", "50000", "--month", "2025-03", "--kind", "灵活就业", "--region", "盘锦"]
    _, out, _ = run(capsys, *asked, "--law", str(rows), "--late-days", "99")
    assert "合计应缴：10,000.00 元" in out
    assert "10,000.00 × 0.05% × 99" in out
    assert "滞纳金 495.00 元" in out


def test_late_days_come_from_two_dates(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["contribute", "--wage", "5000", "--month", "2025-01", "--to", "2025-02", "--due", "2025-01-31"]
    status, out, _ = run(capsys, *asked, "--paid-on", "2025-05-10")
    assert status == 0
    assert "滞纳天数：99天" in out  # from 1 February to 10 May
    assert "滞纳天数：71天" in out  # the second month was due on 28 February
    assert "滞纳金 102.00 元" in out  # 1200 × 0.05% × (99 + 71)
    _, out, _ = run(capsys, *asked, "--paid-on", "2025-01-20")
    assert "滞纳金 0.00 元" in out
    status, _, err = run(capsys, *asked)
    assert (status, "--paid-on" in err) == (2, True)


def test_late_days_before_july_2011_have_the_rate_of_their_time(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = tmp_path / "limits.csv"
    limits = [
        f"缴费基数{end},,辽宁省,2011-01,2011-12,{value},自填,互证,2026-11-29,"
        for end, value in (("下限", 1000), ("上限", 9000))
    ]
    rows.write_text("\n".join(["参数,项,地区,起,止,值,依据,可信度,核对,说明", *limits]), "utf-8")
    asked = ["contribute", "--wage", "2000", "--month", "2011-05", "--law", str(rows)]
    _, out, _ = run(capsys, *asked, "--due", "2011-06-15", "--paid-on", "2011-09-23")
    assert "早期滞纳天数：15天" in out
    assert "滞纳金 40.60 元" in out  # 560 × (15 × 0.2% + 85 × 0.05%)
    _, out, err = run(capsys, *asked, "--late-days", "100")
    assert "早期滞纳天数" in out + err  # asked for, not taken for none


def test_contribute_for_a_public_employee_and_work_injury(capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        "contribute",
        "--wage",
        "10000",
        "--month",
        "2025-01",
        "--kind",
        "机关事业",
        "--injury-class",
        "1",
        "--json",
    ]
    _, out, _ = run(capsys, *asked)
    results = [entry["结果"]["值"] for entry in json.loads(out)]
    assert results == ["2,400.00 元", "1,200.00 元", "20.00 元"]
