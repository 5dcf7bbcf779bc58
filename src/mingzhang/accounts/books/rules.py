"""What the law of the cube asks of every line that enters the sums."""

from collections.abc import Iterator

import polars as pl

from mingzhang.accounts.books.dimensions import UNUSABLE
from mingzhang.accounts.books.mapping import FIELDS
from mingzhang.accounts.books.remark import Remark, first_groups, told_by
from mingzhang.accounts.cube import LABELS, Coarse, Flow, Fund, Kind, Source, domain, function_allows
from mingzhang.codes import functional

FUND_LABELS = {**LABELS["fund"], "social": "社会保险基金预算"}


def with_defaults(lines: pl.DataFrame) -> pl.DataFrame:
    """What follows without being said: money of a non-fiscal source or kind is outside the fiscal funds, operating
    income is of the operating kind, and only income has a source.
    """
    income = pl.col("flow") == Flow.INCOME
    outside = (
        pl.when(income)
        .then(pl.col("source").is_in([item.value for item in Source if item not in {Source.FISCAL, Source.NONE}]))
        .otherwise(pl.col("kind").is_in([Kind.REMITTED.value, Kind.OPERATING.value, Kind.SUBSIDY.value]))
    )
    return lines.with_columns(
        pl.when(pl.col("fund").is_null() & outside).then(pl.lit(Fund.OTHER.value)).otherwise("fund").alias("fund"),
        pl.when(pl.col("kind").is_null() & income & (pl.col("source") == Source.OPERATING))
        .then(pl.lit(Kind.OPERATING.value))
        .otherwise("kind")
        .alias("kind"),
        pl.when(income).then("source").otherwise(pl.lit(Source.NONE.value)).alias("source"),
    )


def rule_remarks(lines: pl.DataFrame, year: int) -> Iterator[Remark]:
    """All contradictions of lines with `flow`; lines that do not count are left alone."""
    counted = lines.filter(pl.col("counts"))
    for rule in (_missing, _income_with_economic, _outside_domain):
        yield from rule(counted)
    yield from _foreign_functions(counted, year)


def _missing(lines: pl.DataFrame) -> Iterator[Remark]:
    needed = {
        Flow.INCOME: {"function": "B137", "source": "B140", "fund": "B140", "kind": "B140"},
        Flow.EXPENDITURE: {"fund": "B139", "function": "B139", "kind": "B139", "economic": "B139"},
    }
    for flow, columns in needed.items():
        for column, code in columns.items():
            clear = pl.all_horizontal(pl.col("kind", "source").ne_missing(UNUSABLE))
            at = lines.filter((pl.col("flow") == flow) & pl.col(column).is_null() & clear)["at"]
            if len(at):
                yield Remark(code, at, FIELDS[column], "空", f"每笔{LABELS['flow'][flow]}都有{FIELDS[column]}")


def _income_with_economic(lines: pl.DataFrame) -> Iterator[Remark]:
    bad = lines.filter((pl.col("flow") == Flow.INCOME) & pl.col("economic").is_not_null())
    yield from told_by("B138", bad, "economic", FIELDS["economic"], "空")


_COARSE = ("flow", "fund", "source", "kind")


def _usable(*columns: str) -> pl.Expr:
    return pl.all_horizontal((pl.col(column) != UNUSABLE).fill_null(value=False) for column in columns)


def _outside_domain(lines: pl.DataFrame) -> Iterator[Remark]:
    for values, group in lines.filter(_usable(*_COARSE)).group_by(_COARSE, maintain_order=True):
        coarse = _coarse(values)
        if coarse not in domain():
            said = [LABELS[name][value] for name, value in zip(_COARSE, coarse, strict=True) if LABELS[name][value]]
            yield Remark("B141", group["at"], FIELDS["fund"], "、".join(said), _allowed(coarse))


def _allowed(coarse: Coarse) -> str:
    if coarse.flow is Flow.INCOME:
        return "财政拨款收入属三类财政资金且为基本支出或项目支出，其他来源的收入属非财政拨款"
    return "财政资金只用于基本支出和项目支出；上缴上级、经营、对附属单位补助支出属非财政拨款"


def _coarse(values: tuple[object, ...]) -> Coarse:
    flow, fund, source, kind = (str(value) for value in values)
    return Coarse(Flow(flow), Fund(fund), Source(source), Kind(kind))


def _foreign_functions(lines: pl.DataFrame, year: int) -> Iterator[Remark]:
    """Functional codes under a fund that they do not belong to."""
    usable = lines.filter(_usable(*_COARSE, "function") & (pl.col("fund") != Fund.OTHER))
    distinct = usable.select("fund", "function").unique(maintain_order=True)
    judged = [_foreign(Fund(fund), function, year) for fund, function in distinct.iter_rows()]
    for code in ("B142", "B143"):
        bad = distinct.filter(pl.Series([found == code for found, _ in judged], dtype=pl.Boolean))
        groups, more = first_groups(
            usable.join(bad, on=["fund", "function"], maintain_order="left"), ["fund", "function"]
        )
        for (fund, function), at in groups:
            printed = f"{function} {functional(year).name(function)}".strip() + f"，{FUND_LABELS[fund]}"
            yield Remark(code, at, FIELDS["function"], printed, _foreign(Fund(fund), function, year)[1])
        if more:
            yield Remark(code, more=more)


def _foreign(fund: Fund, function: str, year: int) -> tuple[str, str]:
    """The finding's code, and where the functional code belongs; "" for one that may stand there."""
    codes = functional(year)
    entry = codes.get(function) or codes.get(function[:5])
    if not function_allows(Coarse(Flow.EXPENDITURE, fund, Source.NONE, Kind.BASIC), function):
        return "B142", "223 类与国有资本经营预算相互对应"
    if entry is None or not entry.fund or entry.fund == fund:
        return "", ""
    return ("B142" if entry.confirmed else "B143"), FUND_LABELS[entry.fund]
