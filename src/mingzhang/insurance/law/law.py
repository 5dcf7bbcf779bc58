"""Looking a parameter up: the nearest region's value for the month, or what is missing and how to supply it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from mingzhang.insurance.law.missing import Missing, some_of, spans_of
from mingzhang.insurance.law.parameter import Confidence, Definition, Parameter
from mingzhang.insurance.law.regions import NATION, Region, Regions


class Law:
    """Layers of parameters, the centre's own before ours; frozen after loading."""

    def __init__(
        self,
        definitions: Mapping[str, Definition],
        regions: Regions,
        layers: Iterable[Iterable[Parameter]],
        *,
        demanded: Confidence = Confidence.DOUBTFUL,
        known_at: int | None = None,
    ) -> None:
        self.definitions = definitions
        self.regions = regions
        self.layers = tuple(tuple(layer) for layer in layers)
        self.demanded = demanded
        self.known_at = known_at
        """Only what was published by this month is seen; None: everything."""
        self._index: dict[tuple[str, str, str], list[Parameter]] = defaultdict(list)
        self._found: dict[tuple[str, str, int, str], Parameter | Missing] = {}
        """Answers that were given before; the law does not change."""
        self.kept: dict[object, object] = {}
        """What others worked out from its answers, for the same reason."""
        self._tables: dict[tuple[str, str, int], list[Parameter] | Missing] = {}
        self._places: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        """Name → region → items that there are."""
        self._local = {
            (row.definition.name, row.item, row.region)
            for layer in self.layers[-1:]
            for row in layer
            if row.definition.local
        }
        """Places that the delivered law lets follow nobody else; a centre's own rows leave the rest as it is."""
        for layer in self.layers:
            for parameter in layer:
                self._index[parameter.definition.name, parameter.item, parameter.region].append(parameter)
                self._places[parameter.definition.name][parameter.region][parameter.item] = None

    def demanding(self, confidence: Confidence) -> "Law":
        return Law(self.definitions, self.regions, self.layers, demanded=confidence, known_at=self.known_at)

    def seen_in(self, month: int | None) -> "Law":
        """The law as it was published by the end of a month."""
        if month == self.known_at:
            return self
        return Law(self.definitions, self.regions, self.layers, demanded=self.demanded, known_at=month)

    def with_layer(self, own: Iterable[Parameter]) -> "Law":
        """The law with one more layer before all others."""
        layers = (tuple(own), *self.layers)
        return Law(self.definitions, self.regions, layers, demanded=self.demanded, known_at=self.known_at)

    def all(self) -> list[Parameter]:
        return [parameter for layer in self.layers for parameter in layer]

    def find(self, name: str, region: Region, month: int, item: str = "") -> Parameter | Missing:
        """The parameter that holds in the region in the month, from the nearest region of the chain.

        A value of the nearest region that is not as sure as demanded is not passed over for one from farther off.
        """
        asked = (name, region.code, month, item)
        if asked not in self._found:
            self._found[asked] = self._find(name, region, month, item)
        return self._found[asked]

    def _find(self, name: str, region: Region, month: int, item: str) -> Parameter | Missing:
        if name not in self.definitions:
            raise KeyError(name)
        definition = self.definitions[name]
        for place in self.regions.chain(region):
            if place in definition.apart and place != region.name:
                return self._missing(name, item, region, month, [], None)
            here = self._index.get((name, item, place), ())
            for parameter in here:
                if not parameter.holds_in(month) or not self._published(parameter):
                    continue
                if parameter.confidence.reaches(self.demanded):
                    return parameter
                return self._missing(name, item, region, month, list(here), parameter)
            if (name, item, place) in self._local:
                return self._missing(name, item, region, month, list(here), None)
        return self._missing(name, item, region, month, self._near(name, item, region), None)

    def reaches(self, entry: Parameter, chain: tuple[str, ...]) -> bool:
        """Whether the entry can be asked from the first place of the chain."""
        definition = entry.definition
        if entry.region not in chain or (entry.region in definition.apart and entry.region != chain[0]):
            return False
        nearer = chain[: chain.index(entry.region)]
        return not any((definition.name, entry.item, place) in self._local for place in nearer)

    def table(self, name: str, region: Region, month: int) -> list[Parameter] | Missing:
        """All items of a table by lower bounds, from the nearest region that has any, by rising bound."""
        asked = (name, region.code, month)
        if asked not in self._tables:
            self._tables[asked] = self._table(name, region, month)
        return self._tables[asked]

    def _table(self, name: str, region: Region, month: int) -> list[Parameter] | Missing:
        places = self._places.get(name, {})
        for place in self.regions.chain(region):
            items = places.get(place, ())
            found = [self.find(name, self._region(place), month, item) for item in items]
            weak = next((entry for entry in found if isinstance(entry, Missing) and entry.weak), None)
            if weak is not None:
                return weak
            held = [entry for entry in found if isinstance(entry, Parameter) and entry.region == place]
            if held:
                return sorted(held, key=lambda entry: Fraction(entry.item))
        near = [
            entry
            for item in dict.fromkeys(known for items in places.values() for known in items)
            for entry in self._near(name, item, region)
        ]
        return self._missing(name, "（下限）", region, month, near, None)

    def _near(self, name: str, item: str, region: Region) -> list[Parameter]:
        """What the region or one above it has for other months."""
        return [entry for place in self.regions.chain(region) for entry in self._index.get((name, item, place), ())]

    def _missing(
        self, name: str, item: str, region: Region, month: int, near: list[Parameter], weak: Parameter | None
    ) -> Missing:
        choices = self.definitions[name].choices
        reason = self._reason(name, item, region, near, weak)
        return Missing(
            name, item, region.name, month, reason, lapsed=bool(near), weak=weak is not None, choices=choices
        )

    def _region(self, name: str) -> Region:
        region = self.regions.find(name)
        assert region is not None, name
        return region

    def _published(self, parameter: Parameter) -> bool:
        return self.known_at is None or parameter.published_month is None or parameter.published_month <= self.known_at

    def _reason(self, name: str, item: str, region: Region, near: list[Parameter], weak: Parameter | None) -> str:
        if weak is not None:
            return f"现有的值可信度为“{weak.confidence.value}”，低于所要求的“{self.demanded.value}”"
        places = self.regions.chain(region)
        if near:
            return f"已有的只是 {'；'.join(dict.fromkeys(spans_of(near)))}"
        elsewhere = sorted(self._places.get(name, ()))
        if not elsewhere:
            return "没有任何地区的值"
        here = next((held for place in places if item and (held := self._places.get(name, {}).get(place))), None)
        if here is not None and here is not self._places[name].get(NATION):
            return f"没有“{item}”项，该地区已有：{some_of(list(here))}"
        if places[0] != NATION and NATION not in elsewhere:
            return f"该地区没有值，已有的地区：{'、'.join(elsewhere)}"
        return (
            f"没有“{item}”项，已有：{self._items_like(name, item)}" if item else f"已有的地区：{'、'.join(elsewhere)}"
        )

    def _items_like(self, name: str, item: str) -> str:
        """Items that there are, those of the same kind where the item has a stroke."""
        items = dict.fromkeys(known for region in self._places[name].values() for known in region)
        kind = item.split("/", maxsplit=1)[0] + "/"
        return some_of([known for known in items if "/" in item and known.startswith(kind)] or list(items))
