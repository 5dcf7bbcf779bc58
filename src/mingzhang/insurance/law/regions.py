"""Regions and the chain in which a parameter is looked up: county, city, province, the whole country."""

import csv
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

NATION = "全国"
_ENDINGS = ("特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "地区", "省", "市", "盟")
_PREFECTURE = re.compile(
    "(.+?)((朝鲜|土家|苗|藏|羌|彝|布依|侗|哈尼|壮|傣|白|景颇|傈僳|回|蒙古)族|蒙古|哈萨克|柯尔克孜)+自治州"
)


@dataclass(frozen=True, slots=True)
class Region:
    code: str
    """Six digits, GB/T 2260."""
    name: str
    parent: str
    """The parent's code; empty for the whole country."""
    also: tuple[str, ...] = ()
    """What else it is called: 粤, 内蒙."""


class Regions:
    """All known regions, found by code, full name or short name (辽宁省, 辽宁, 210000)."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self.by_code: dict[str, Region] = {}
        self._by_name: dict[str, Region] = {}
        for region in regions:
            if region.code in self.by_code or region.name in self._by_name:
                raise ValueError(f"region {region.code} {region.name} is declared twice")
            self.by_code[region.code] = region
            self._by_name[region.name] = region
            for name in (short_name(region.name), *region.also):
                self._by_name.setdefault(name, region)
            if region.name.endswith("自治州"):
                self._by_name.setdefault(short_name(region.name) + "州", region)

    def find(self, said: str) -> Region | None:
        """The region that `said` names, or None."""
        found = self.by_code.get(said) or self._by_name.get(said)
        return found or self._as_province(said) or self._within_province(said)

    def hint(self, said: str) -> str:
        """What to write instead of a name that is not known: the city or province before it, or one of few like it."""
        known = [name for name in self._by_name if len(name) > 1]
        before = max((name for name in known if said.startswith(name)), key=len, default="")
        near = [before] if before else difflib.get_close_matches(said, known, n=4, cutoff=0.6)
        near = near if len(near) < 4 else []
        names = "或".join(f"“{name}”" for name in dict.fromkeys(self._by_name[item].name for item in near))
        return f"省、市名称或六位代码；是否想写{names}？" if names else "省、市名称或六位代码"

    def _as_province(self, said: str) -> Region | None:
        """A province with another ending than its own: 新疆自治区, 广西省."""
        for ending in ("自治区", "省"):
            region = self._by_name.get(said.removesuffix(ending)) if said.endswith(ending) else None
            if region is not None and region == self.province(region):
                return region
        return None

    def _within_province(self, said: str) -> Region | None:
        """A city or county named with its province before it: 辽宁省盘锦市, 湖南株洲."""
        for name, province in self._by_name.items():
            rest = said.removeprefix(name)
            if rest != said and rest and len(name) > 1:
                inner = self._by_name.get(rest)
                if inner is not None and province.name in self.chain(inner)[1:]:
                    return inner
        return None

    def chain(self, region: Region) -> tuple[str, ...]:
        """Full names from the region itself up to 全国."""
        names = [region.name]
        while region.parent:
            region = self.by_code[region.parent]
            names.append(region.name)
        return tuple(names)

    def province(self, region: Region) -> Region:
        """The province in which the region lies; the region itself where it lies in none."""
        chain = self.chain(region)
        return self._by_name[chain[-2]] if len(chain) > 1 else region

    def names(self) -> list[str]:
        return [region.name for region in self.by_code.values()]


def short_name(name: str) -> str:
    """A region's name without its kind: 辽宁省 → 辽宁, 内蒙古自治区 → 内蒙古, 恩施土家族苗族自治州 → 恩施."""
    prefecture = _PREFECTURE.fullmatch(name)
    if prefecture is not None:
        return prefecture[1]
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name


def official_regions() -> Regions:
    """The regions delivered with the program."""
    text = (resources.files(__package__) / "regions.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return Regions(Region(row["代码"], row["名称"], row["上级"], tuple(row["又称"].split())) for row in rows)
