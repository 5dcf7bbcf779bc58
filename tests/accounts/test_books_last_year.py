"""Last year's figures: from our own disclosure, exact or as printed, from a sheet, and against the opening balances."""

from dataclasses import replace
from pathlib import Path

import pytest
from books_samples import BASIC, FUNDS, GENERAL, INSURANCE, PENSION, PROJECT, Sample, institution

from mingzhang.accounts.amount import Amount
from mingzhang.accounts.books.load import load
from mingzhang.accounts.books.model import Books
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.disclosure_json import to_json
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.forms.vocabulary import region_at
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.findings import Finding, Severity, has_errors
from mingzhang.printed import Interval

LAYOUT = "liaoning-2023"


def disclosed(books: Books, *, exact: bool = True) -> str:
    """The books as last year's disclosure.json; not exact: as a document that was only read."""
    layout = load_layout(LAYOUT, books.year)
    forms = fill(layout, books.measures, books.tails)
    if not exact:
        forms = tuple(replace(form, cells=tuple(replace(cell, fen=None) for cell in form.cells)) for form in forms)
    return to_json(Disclosure(books.unit, books.year, LAYOUT, forms, tails=books.tails))


def last_year(folder: Path) -> Books:
    """2022, in amounts that show in 万元; a million 元 of 政府性基金 and two of general money are left."""
    sample = institution()
    sample.unit["年度"] = "2022"
    for line in sample.vouchers:
        line["日期"] = "2022-06-30"
    sample.last_voucher = 100
    sample.vouchers.clear()
    sample.income("5000000.01").spend("3000000.00")
    sample.income("700000.00", function=PENSION).spend("700000.00", function=PENSION, economic="30108")
    sample.income("2000000.00", fund=FUNDS, function="2120803", kind=PROJECT)
    sample.spend("1000000.00", fund=FUNDS, function="2120803", kind=PROJECT)
    for line in sample.vouchers:
        line["日期"] = "2022-06-30"
    result = load(sample.write(folder))
    assert result.books is not None, [item.text() for item in result.findings]
    return result.books


def this_year(json: str = "") -> Sample:
    sample = institution()
    del sample.unit["无上年数"]
    if json:
        sample.files["上年.json"] = json
        sample.row("年初结转", GENERAL, INSURANCE, BASIC, "", "", "2000000.01")
        sample.row("年初结转", FUNDS, "2120803", PROJECT, "", "", "1000000.00")
    return sample


def value(sample: Sample, folder: Path, expression: str) -> Amount | None:
    result = load(sample.write(folder))
    assert result.books is not None, [item.text() for item in result.findings]
    assert result.books.measures.last_year is not None
    return result.books.measures.last_year.value(region_at(expression))


KNOWN = [
    # expression → 分
    ("本年收入合计", 770000001),
    ("本年支出合计", 470000000),
    ("年末结转和结余", 300000001),
    ("财政拨款支出", 470000000),
    ("一般公共预算财政拨款支出", 370000000),
    (f"一般公共预算财政拨款支出/{PENSION}", 70000000),
    ("政府性基金预算财政拨款支出/2120803", 100000000),
    ("一般公共预算财政拨款基本支出#30108", 70000000),
    ("人员经费", 70000000),
    ("“三公”经费", 0),
    ("财政拨款基本支出", 370000000),
    ("财政拨款项目支出", 100000000),
]


@pytest.mark.parametrize(("expression", "fen"), KNOWN)
def test_our_own_disclosure_tells_exactly(expression: str, fen: int, tmp_path: Path) -> None:
    json = disclosed(last_year(tmp_path / "上年"))
    assert value(this_year(json), tmp_path / "今年", expression) == Amount.exactly(fen)


def test_a_disclosure_that_was_read_tells_intervals(tmp_path: Path) -> None:
    json = disclosed(last_year(tmp_path / "上年"), exact=False)
    sample = this_year(json)
    told = value(sample, tmp_path / "今年", "本年收入合计")
    assert told == Amount(770000000, Interval(769995000, 770004999))
    assert value(sample, tmp_path / "今年", "年末结转和结余") == Amount(300000000, Interval(299995000, 300004999))


def test_the_row_that_took_the_tail_is_what_the_total_leaves_to_it(tmp_path: Path) -> None:
    """1.23 + 1.23 beside a total of 2.47: the option prints 1.24 for 12,345.99 元, which 1.24 alone would exclude."""
    sample = institution()
    sample.unit |= {"年度": "2022", "尾差": "[01, 04]"}
    sample.vouchers.clear()
    sample.income("12345.00").income("12341.00", fund=FUNDS, function="2120803", kind=PROJECT)
    sample.income("0.99", function=PENSION)
    for line in sample.vouchers:
        line["日期"] = "2022-06-30"
    books = load(sample.write(tmp_path / "上年")).books
    assert books is not None
    this = institution()
    del this.unit["无上年数"]
    this.files["上年.json"] = disclosed(books, exact=False)
    this.row("年初结转", GENERAL, INSURANCE, BASIC, "", "", "12345.99")
    this.row("年初结转", FUNDS, "2120803", PROJECT, "", "", "12341.00")
    told = value(this, tmp_path / "今年", "一般公共预算财政拨款收入")
    assert told is not None
    true = books.measures.actual.value(region_at("一般公共预算财政拨款收入"))
    assert true is not None
    assert true.fen in told.interval


def test_a_row_that_may_be_withheld_says_nothing(tmp_path: Path) -> None:
    json = disclosed(last_year(tmp_path / "上年")).replace(
        '"withheld": []', '"withheld": ["涉密内容1项，依法不予公开"]'
    )
    sample = this_year(json).income("1.00", function="2210201").spend("1.00", function="2210201", economic="30113")
    assert value(sample, tmp_path / "今年", "一般公共预算财政拨款支出/2210201") is None


def test_an_item_without_a_row_last_year_had_nothing(tmp_path: Path) -> None:
    json = disclosed(last_year(tmp_path / "上年"))
    sample = this_year(json).income("1.00", function="2210201").spend("1.00", function="2210201", economic="30113")
    assert value(sample, tmp_path / "甲", "一般公共预算财政拨款支出/2210201") == Amount.exactly(0)
    assert value(sample, tmp_path / "甲", "一般公共预算财政拨款基本支出#30113") == Amount.exactly(0)
    assert value(sample, tmp_path / "甲", "一般公共预算财政拨款支出/2210202") is None


def test_opening_balances_must_be_last_years_closing_balances(tmp_path: Path) -> None:
    sample = this_year(disclosed(last_year(tmp_path / "上年")))
    sample.sheets["年初结转"][1]["金额"] = "900000.00"
    told = errors(sample, tmp_path / "今年")
    assert [item.code.code for item in told] == ["B239"]
    assert told[0].place.text() == "年初结转.csv“年初政府性基金预算结转和结余2120803”行"
    assert told[0].arithmetic == (
        "上年年末 1,000,000.00 元，年初结转 900,000.00 元，相差 -100,000.00 元（另列年初调整 0.00 元）"
    )


def test_a_stated_adjustment_explains_the_difference(tmp_path: Path) -> None:
    sample = this_year(disclosed(last_year(tmp_path / "上年")))
    sample.row("年初调整", "归集上缴", FUNDS, "2120803", PROJECT, "", "", "-100000.00", "清理")
    result = load(sample.write(tmp_path / "今年"))
    assert not has_errors(result.findings)
    assert result.books is not None
    opening = result.books.measures.actual.value(region_at("年初政府性基金预算财政拨款结转和结余"))
    assert opening == Amount.exactly(90000000)


def test_printed_closing_balances_allow_what_prints_so(tmp_path: Path) -> None:
    sample = this_year(disclosed(last_year(tmp_path / "上年"), exact=False))
    assert codes(sample, tmp_path / "甲") == []
    sample.sheets["年初结转"][0]["金额"] = "2000060.00"
    told = errors(sample, tmp_path / "乙")
    assert {item.code.code for item in told} == {"B239"}
    assert "1,999,950.00 至 2,000,049.99 元" in told[0].arithmetic


def test_a_sheet_tells_named_amounts(tmp_path: Path) -> None:
    sample = this_year().row("上年", "一般公共预算财政拨款支出", "100.00")
    sample.row("上年", f"一般公共预算财政拨款支出/{INSURANCE}", "60.00")
    sample.row("上年", "一般公共预算财政拨款支出/2210201", "40.00").row("上年", "年末结转和结余", "0.00")
    assert value(sample, tmp_path, f"一般公共预算财政拨款支出/{INSURANCE}") == Amount.exactly(6000)
    # the items add up to the whole: nothing was spent on pensions, whose row is missing
    assert value(sample, tmp_path, f"一般公共预算财政拨款支出/{PENSION}") == Amount.exactly(0)
    assert value(sample, tmp_path, "本年支出合计") is None


def test_items_that_do_not_add_up_say_nothing_of_the_others(tmp_path: Path) -> None:
    sample = this_year().row("上年", "一般公共预算财政拨款支出", "100.00")
    sample.row("上年", f"一般公共预算财政拨款支出/{INSURANCE}", "60.00")
    assert value(sample, tmp_path, f"一般公共预算财政拨款支出/{PENSION}") is None


CONTRADICTIONS = [
    # rows of the sheet; the finding's code and row, if there is one
    ((("收入总计", "100"), ("支出总计", "100"), ("本年收入合计", "90"), ("年初结转和结余", "10"),
      ("使用非财政拨款结余", "0")), []),
    ((("收入总计", "100"), ("支出总计", "90")), [("B278", 2)]),
    ((("收入总计", "100"), ("本年收入合计", "120")), [("B279", 2)]),
    ((("收入总计", "100"), ("本年收入合计", "95"), ("年初结转和结余", "10"), ("使用非财政拨款结余", "0")),
     [("B278", 2)]),
    ((("“三公”经费", "5"), ("公务接待费", "4"), ("因公出国（境）费", "0"), ("公务用车购置及运行维护费", "2")),
     [("B278", 2)]),
    ((("基本支出", "60"), ("项目支出", "30"), ("上缴上级支出", "0"), ("经营支出", "0"), ("对附属单位补助支出", "0"),
      ("本年支出合计", "100")), [("B278", 7)]),
    ((("基本支出", "60"), ("本年支出合计", "100")), []),
    ((("“三公”经费", "5"), ("公务接待费", "6")), [("B278", 2)]),
    ((("公务接待费", "-6"),), [("B280", 2)]),
    ((("年初结转和结余", "-6"),), []),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "told"), CONTRADICTIONS)
def test_the_sheet_is_checked_against_itself(
    rows: tuple[tuple[str, str], ...], told: list[tuple[str, int]], tmp_path: Path
) -> None:
    sample = this_year()
    for row in rows:
        sample.row("上年", *row)
    found = [item for item in load(sample.write(tmp_path)).findings if item.place.file == "上年.csv"]
    assert [(item.code.code, item.place.row) for item in found] == told, [item.text() for item in found]


SLIPS = [
    (("支出总数", "1.00"), "B275", "名称", "是否想写“支出总计”？"),
    (("本年支出合计", "1.00"), "B276", "名称", "第2行已有"),
    (("本年收入合计", "x"), "B111", "金额", "两位小数"),
]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_the_sheet(slip: tuple[tuple[str, str], str, str, str], tmp_path: Path) -> None:
    row, code, column, says = slip
    told = load(this_year().row("上年", "本年支出合计", "1.00").row("上年", *row).write(tmp_path)).findings
    assert [(item.code.code, item.place.row, item.place.column) for item in told] == [(code, 3, column)]
    assert says in told[0].text()


def test_sheet_and_disclosure_may_not_contradict_each_other(tmp_path: Path) -> None:
    json = disclosed(last_year(tmp_path / "上年"))
    sample = this_year(json).row("上年", "本年支出合计", "4700000.01")
    assert codes(sample, tmp_path / "今年") == ["B277"]


def test_last_year_is_asked_for_or_declared_absent(tmp_path: Path) -> None:
    assert codes(this_year(), tmp_path / "甲") == ["B273"]
    sample = this_year(disclosed(last_year(tmp_path / "上年")))
    sample.unit["新单位"] = "是"
    assert codes(sample, tmp_path / "乙") == ["B274"]


def test_the_disclosure_must_be_of_last_year_and_whole(tmp_path: Path) -> None:
    json = disclosed(last_year(tmp_path / "上年"))
    assert codes(this_year(json.replace('"year": 2022', '"year": 2023')), tmp_path / "甲") == ["B271"]
    assert codes(this_year(json[:-20]), tmp_path / "乙") == ["D101"]
    assert codes(this_year(json.replace('"liaoning-2023"', '"某省"')), tmp_path / "丙") == ["B206"]
    moved = json.replace('"row": "本年收入合计", "column": "金额"', '"row": "本年收入合计", "column": "数"', 1)
    assert "B272" in codes(this_year(moved), tmp_path / "丁")


def errors(sample: Sample, folder: Path) -> list[Finding]:
    """What is wrong; that a code of the sample is not confirmed in our list is not."""
    return [item for item in load(sample.write(folder)).findings if item.severity is Severity.ERROR]


def codes(sample: Sample, folder: Path) -> list[str]:
    return [item.code.code for item in errors(sample, folder)]


def test_unlisted_parts_of_the_three_public_expenses_are_zero_where_the_listed_ones_add_up(tmp_path: Path) -> None:
    sample = this_year().row("上年", "“三公”经费", "10.00").row("上年", "公务接待费", "4.00")
    assert value(sample, tmp_path / "甲", "因公出国（境）费") is None
    sample.row("上年", "公务用车购置及运行维护费", "6.00").row("上年", "公务用车运行维护费", "6.00")
    assert value(sample, tmp_path / "乙", "因公出国（境）费") == Amount.exactly(0)
    assert value(sample, tmp_path / "乙", "公务用车购置费") == Amount.exactly(0)
