"""Calendar months as integers: year × 12 + month − 1, so that differences are numbers of months."""

import re

_MONTH = re.compile(r"(\d{4})(?:[-./年]?)(\d{1,2})月?")
MONTHS_PER_YEAR = 12


def month_of(text: str) -> int:
    """The month written as 2025-04, 2025.4, 2025年4月 or 202504. Raises ValueError for anything else."""
    found = _MONTH.fullmatch(text.strip())
    if found is None or not 1 <= int(found[2]) <= MONTHS_PER_YEAR:
        raise ValueError(f"not a month: {text!r}")
    return month_from(int(found[1]), int(found[2]))


def month_from(year: int, month: int) -> int:
    return year * MONTHS_PER_YEAR + month - 1


def year_of(month: int) -> int:
    return month // MONTHS_PER_YEAR


def month_text(month: int) -> str:
    """24303 → 2025-04."""
    return f"{month // MONTHS_PER_YEAR:04d}-{month % MONTHS_PER_YEAR + 1:02d}"
