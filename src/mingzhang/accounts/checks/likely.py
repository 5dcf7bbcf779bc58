"""What is likely but not certain: social insurance by functional item and by economic division."""

from collections.abc import Iterator

from mingzhang.accounts.checks.forms import words
from mingzhang.accounts.checks.known import Known
from mingzhang.findings import Finding, finding

PAIRS = (("30108", "2080505"), ("30109", "2080506"), ("30113", "2210201"))
"""Economic division and the item under which it is usually paid, both of basic expenditure."""


def check_likely(known: Known) -> Iterator[Finding]:
    """The two print the same where a unit pays the contribution under its own item only."""
    for economic, function in PAIRS:
        by_economic = known.figure("06", economic, "决算数")
        by_function = known.figure("05", function, "基本支出")
        if by_economic is None or by_function is None or by_economic.interval.meets(by_function.interval):
            continue
        here, there = words(known, by_economic.address), words(known, by_function.address)
        yield finding(
            "F106",
            known.place(by_economic.address),
            printed=by_economic.printed or "空白",
            arithmetic=f"{here} {by_economic.printed or '空白'}，{there} {by_function.printed or '空白'}",
        )
