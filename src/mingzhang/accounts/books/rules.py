"""What the law of the cube asks of every line that enters the sums."""

from collections.abc import Iterator

import polars as pl

from mingzhang.accounts.books.derive import Remark
from mingzhang.accounts.books.dimensions import UNUSABLE
from mingzhang.accounts.books.mapping import FIELDS
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
    for (code,), group in bad.group_by("economic", maintain_order=True):
        yield Remark("B138", group["at"], FIELDS["economic"], str(code), "空")


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
    codes = functional(year)
    keys = (*_COARSE, "function")
    for values, group in lines.filter(_usable(*keys)).group_by(keys, maintain_order=True):
        coarse, function = _coarse(values[:4]), str(values[4])
        if coarse.fund is Fund.OTHER:
            continue
        entry = codes.get(function) or codes.get(function[:5])
        printed = f"{function} {codes.name(function)}".strip() + f"，{FUND_LABELS[coarse.fund]}"
        if not function_allows(coarse, function):
            yield Remark("B142", group["at"], FIELDS["function"], printed, "223 类与国有资本经营预算相互对应")
        elif entry is not None and entry.fund and entry.fund != coarse.fund:
            code = "B142" if entry.confirmed else "B143"
            yield Remark(code, group["at"], FIELDS["function"], printed, FUND_LABELS[entry.fund])
