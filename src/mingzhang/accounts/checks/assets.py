"""What a text tells of assets as a whole against their kinds, which no form of the nine prints."""

import re
from collections.abc import Iterator

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.phrases import ACTUAL
from mingzhang.accounts.checks.said import Said, Told
from mingzhang.findings import Finding, finding
from mingzhang.money import wan_text
from mingzhang.printed import sums_agree, total

_WHOLE = re.compile(r"资产总[额计](?:为|共计|合计)?$")
_KIND = re.compile(
    r"^[、和及]?(?P<kind>流动资产|固定资产|对外投资(?:及|/|、)?有价证券|长期投资|在建工程|无形资产|其他资产)(?:净值)?(?:为|合计)?$"
)
_REST = "其他资产"
"""A list that ends with it is all of them."""
_FEWEST = 3


def check_assets(known: Known, told: list[Told]) -> Iterator[Finding]:
    """资产总额10.00万元,其中,流动资产2.00万元,固定资产7.00万元,其他资产1.00万元."""
    for each in told:
        whole = next((one for one in each.said if one.mention.is_amount and _WHOLE.search(one.mention.before)), None)
        kinds = _kinds(each, whole) if whole is not None else []
        amounts = [one.mention.interval() for one in kinds]
        if whole is None or len(kinds) < _FEWEST or sums_agree([whole.mention.interval()], amounts):
            continue
        said = f"{' + '.join(one.mention.number for one in kinds)} = {wan_text(total(amounts).middle)}（万元）"
        yield finding("N166", place(known, each, whole.mention), printed=whole.mention.text, arithmetic=said)


def _kinds(told: Told, whole: Said) -> list[Said]:
    """The kinds that the sentence lists, each once; none where the list is not all of them."""
    found: dict[str, Said] = {}
    for one in told.said:
        kind = _KIND.match(one.mention.before) if one.mention.sentence == whole.mention.sentence else None
        if kind and one.role == ACTUAL and one.mention.start > whole.mention.start:
            found.setdefault(kind["kind"], one)
    return list(found.values()) if _REST in found else []
