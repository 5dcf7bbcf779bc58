"""The price from which on equipment is counted: the template gives it, and no unit has another."""

import re
from collections.abc import Iterator, Sequence

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.said import Told
from mingzhang.findings import Finding, finding

_PRICE = re.compile(r"单(?:位价值|价)(?P<price>\d[\d,.]*)万元?(?:\(含\))?(?:及|\(含\))?以上")
USUAL = frozenset({"20", "50", "100", "200"})
"""In 万元: 通用设备 50, 专用设备 100 (from 2023 on all equipment), 大型设备 200 before; 20 in some older templates."""


def check_thresholds(known: Known, told: Sequence[Told]) -> Iterator[Finding]:
    for each in told:
        for match in _PRICE.finditer(each.text):
            if match["price"].removesuffix(".00") not in USUAL:
                yield finding("N172", place(known, each), printed=match[0])
