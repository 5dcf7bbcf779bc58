"""What printed zeros tell about amounts, by the style of the form: exactly nothing, or money that rounds away."""

from collections import defaultdict
from collections.abc import Collection

from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.relations.figures import Figure, Figures
from mingzhang.accounts.relations.joint import Demand


def strict(
    demands: tuple[Demand, ...], read: Figures, layout: Layout, carriers: Collection[Address]
) -> tuple[Demand, ...]:
    """A printed zero is the exact one under a style that prints zeros, and none under a style that leaves them blank.

    A row that prints nothing but zeros is there because it has money that rounds away. A row that carries a moved tail
    prints more than its own amount.
    """
    crumbs = _crumbs(read, layout)
    most = max(0, (read.tick_fen - 1) // 2)

    def told(demand: Demand) -> Demand:
        figure = demand.figure
        if not figure.printed or figure.ticks or figure.address in carriers:
            return demand
        if layout.forms[figure.address.form].zero == "" or figure in crumbs:
            return demand._replace(low_fen=max(1, demand.low_fen), high_fen=min(most, demand.high_fen))
        if any(_meets(crumb, figure) for crumb in crumbs):
            return demand
        return demand._replace(low_fen=max(0, demand.low_fen), high_fen=min(0, demand.high_fen))

    return tuple(told(demand) for demand in demands)


def _meets(crumb: Figure, figure: Figure) -> bool:
    return bool(crumb.region.coarse & figure.region.coarse) and crumb.region.function <= figure.region.function


def _crumbs(read: Figures, layout: Layout) -> frozenset[Figure]:
    """The total of each row by code that prints nothing but zeros, in forms whose style prints zeros."""
    rows: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in read.figures:
        if figure.address.row.isdigit() and layout.forms[figure.address.form].zero:
            rows[figure.address[:3]].append(figure)
    zero = [figures for figures in rows.values() if not any(figure.ticks for figure in figures)]
    return frozenset(max(figures, key=lambda figure: len(figure.region.coarse)) for figures in zero)
