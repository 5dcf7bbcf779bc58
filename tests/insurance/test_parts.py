"""A city is read and computed in parts, side by side: neither awards nor findings may show it."""

import numpy as np
import polars as pl
import pytest

from mingzhang.insurance.award import awarding, reading
from mingzhang.insurance.award.awarding import award
from mingzhang.insurance.award.side_by_side import parts_of

ROWS = 40


def people() -> pl.DataFrame:
    """Good rows, rows that cannot be read, rows for which the law has no value, rows that a check stops."""
    rows = [
        {
            "编号": str(number),
            "参保地": ["盘锦", "沈阳", "青海", "火星"][number % 4 if number % 8 > 3 else 0],
            "出生年月": "1964-05" if number % 3 else "1974-05",
            "退休年月": f"{2024 if number % 7 else 1990}-05",
            "缴费月数": str(200 + number if number % 5 else 12),
            "过渡性缴费月数": str(number % 2 * 30),
            "平均缴费指数": "1.0350" if number % 9 else "",
            "个人账户储存额": f"{number * 1000 + 0.37:.2f}",
            "其他月待遇": "55.50" if number % 6 == 0 else "",
        }
        for number in range(ROWS)
    ]
    return pl.DataFrame(rows)


def test_parts_change_neither_awards_nor_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = award(people())
    assert 0 < whole.table.height < ROWS
    assert {item.code.code for item in whole.findings} >= {"I104", "I301", "I402"}
    for most in (1, 3, 17):
        monkeypatch.setattr(awarding, "APART", most)
        monkeypatch.setattr(reading, "APART", most)
        parts = award(people())
        assert parts.table.equals(whole.table)
        assert parts.table.schema == whole.table.schema
        assert parts.rows.tolist() == whole.rows.tolist()
        assert parts.findings == whole.findings


def test_parts_are_neighbours_and_cover_all_rows() -> None:
    for rows in (0, 1, 5, 64, 65, 1000):
        parts = parts_of(rows, 64)
        assert np.concatenate([np.arange(rows)[part] for part in parts]).tolist() == list(range(rows))
        assert all(part.stop - part.start <= 64 for part in parts)
