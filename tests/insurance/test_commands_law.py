"""Asking for the law, and values that are not confirmed, through the command line."""

import json
from pathlib import Path

import pytest

from .running import CASE, case, run


def test_values_that_are_not_confirmed_are_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    law = tmp_path / "参数.csv"
    row = "年限取位,,贵阳市,2006-01,,四舍五入到两位小数,虚构,存疑,2026-01-01"
    law.write_text(f"参数,项,地区,起,止,值,依据,可信度,核对\n{row}\n", "utf-8")
    status, out, err = run(capsys, "award", case(tmp_path, CASE.replace("沈阳", "贵阳")), "--law", law)
    assert status == 0
    assert "待核实（存疑）" in out
    assert "提醒 I403" in err
    assert "年限取位（贵阳市）" in err


def test_a_demanded_confidence_stops_what_is_not_confirmed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, _, err = run(capsys, "award", case(tmp_path, CASE), "--sure", "原文")
    assert status == 1
    assert "低于所要求的“原文”" in err


def test_law(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "law", "计发基数", "--region", "辽宁", "--at", "2024-03")
    assert status == 0
    assert "7,201.00 元" in out
    assert "辽人社〔2024〕17号" in out
    status, out, err = run(capsys, "law", "--unconfirmed")
    assert status == 0
    assert all("待核实" in line for line in out.splitlines())
    assert "条待核实" in err
    status, _, err = run(capsys, "law", "计发基数", "--region", "盘锦", "--at", "2030-01")
    assert status == 1
    assert "I301" in err
    status, out, _ = run(capsys, "law", "计发月数", "--item", "60", "--json")
    assert json.loads(out)[0]["值"] == "139"


def test_a_city_with_bases_of_its_own_is_not_shown_the_provinces(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "law", "计发基数", "--region", "郑州")
    assert out.splitlines()
    assert all("郑州市" in line for line in out.splitlines())
    status, out, err = run(capsys, "law", "计发基数", "--region", "郑州", "--at", "2024")
    assert (status, out, "I301" in err) == (1, "", True)
    _, out, _ = run(capsys, "law", "计发基数", "--region", "锦州", "--at", "2024")
    assert "辽宁省" in out


@pytest.mark.parametrize("content", [b"PK\x03\x04" + bytes(range(256)) * 40, b"\xff\xfe\x00", b"a" * 200_000, b""])
def test_a_law_file_that_is_none(capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes) -> None:
    own = tmp_path / "本市.csv"
    own.write_bytes(content)
    status, _, err = run(capsys, "law", "计发基数", "--law", own)
    assert status == 1
    assert "I101" in err
