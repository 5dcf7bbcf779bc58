"""Balance lists, kept lines and traces: the same books by other ways come to the same."""

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingzhang.accounts.books.balance_list import read_balance_list
from mingzhang.accounts.books.ledger import LinesLedger
from mingzhang.accounts.books.mapping import VoucherSettings
from mingzhang.accounts.books.postings import OPENING, Posting
from mingzhang.accounts.books.validated import load_vouchers, write_validated
from mingzhang.accounts.books.vouchers import Vouchers, read_vouchers
from mingzhang.accounts.cube import LABELS, Coarse, Flow, Fund, Kind, Source
from mingzhang.accounts.measures import full
from mingzhang.accounts.region import EVERYTHING, Region
from mingzhang.findings import Place

HEADER = "日期,凭证号,分录号,科目,借方,贷方,资金,功能科目,支出类型,经济科目,摘要\n"
OURS = VoucherSettings()

voucher = st.tuples(
    st.sampled_from(["6001", "7201", "7301"]),
    st.integers(-(10**9), 10**11).filter(bool),
    st.sampled_from(["2080109", "2080505", "2101102"]),
    st.sampled_from(["基本支出", "项目支出"]),
    st.sampled_from(["30101", "30201", "31002"]),
    st.integers(1, 12),
)
Drawn = tuple[str, int, str, str, str, int]


def _yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def _text(drawn: list[Drawn]) -> str:
    lines = []
    for number, (account, fen, function, kind, economic, month) in enumerate(drawn):
        head = f"2023-{month:02d}-15,记-{number}"
        what = {
            "6001": f"一般公共预算,{function},{kind},",
            "7201": f"一般公共预算,{function},{kind},{economic}",
            "7301": f",{function},,{economic}",
        }[account]
        sides = (f",{_yuan(fen)}", f"{_yuan(fen)},") if account == "6001" else (f"{_yuan(fen)},", f",{_yuan(fen)}")
        lines += [f"{head},1,{account},{sides[0]},{what},甲", f"{head},2,8001,{sides[1]},,,,,甲"]
    return HEADER + "\n".join(lines) + "\n"


def _expected(drawn: list[Drawn]) -> dict[tuple[str, ...], int]:
    sums: dict[tuple[str, ...], int] = defaultdict(int)
    for account, fen, function, kind, economic, _ in drawn:
        key = {
            "6001": ("收入", "一般公共预算", "财政拨款", kind, function, ""),
            "7201": ("支出", "一般公共预算", "", kind, function, economic),
            "7301": ("支出", "非财政拨款", "", "经营支出", function, economic),
        }[account]
        sums[key] += fen
    return dict(sums)


def _sums(vouchers: Vouchers) -> dict[tuple[str, ...], int]:
    names = ("flow", "fund", "source", "kind")
    return {
        (*(LABELS[name][getattr(entry.coarse, name)] for name in names), entry.function, entry.economic): entry.fen
        for entry in vouchers.entries()
    }


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(drawn=st.lists(voucher, min_size=1, max_size=30))
def test_balanced_books_are_accepted_and_their_sums_exact(tmp_path: Path, drawn: list[Drawn]) -> None:
    (tmp_path / "凭证.csv").write_text(_text(drawn), "utf-8")
    vouchers = read_vouchers(tmp_path, OURS, 2023)
    assert [item.text() for item in vouchers.findings] == []
    assert _sums(vouchers) == _expected(drawn)
    measure = full(vouchers.entries(), EVERYTHING)
    ledger = LinesLedger(vouchers.load)
    for spec in ({"flow": "income"}, {"flow": "expenditure", "function": "208"}, {"economic": "301", "kind": "basic"}):
        region = Region.of(spec)
        value = measure.value(region)
        assert value is not None
        assert ledger.trace(region)["fen"].sum() == value.fen


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(drawn=st.lists(voucher, min_size=1, max_size=20), data=st.data())
def test_one_corrupted_amount_is_found(tmp_path: Path, drawn: list[Drawn], data: st.DataObject) -> None:
    lines = _text(drawn).splitlines()
    at = data.draw(st.integers(1, len(lines) - 1))
    cells = lines[at].split(",")
    side = 4 if cells[4] else 5
    cells[side] = _yuan(drawn[(at - 1) // 2][1] + data.draw(st.sampled_from([-1, 1, 9_00, 100_000_00])))
    lines[at] = ",".join(cells)
    (tmp_path / "凭证.csv").write_text("\n".join(lines) + "\n", "utf-8")
    found = read_vouchers(tmp_path, OURS, 2023).errors
    assert [item.code.code for item in found] == ["B115" if cells[side] == "" else "B117"]
    assert found[0].place.row == at + at % 2  # the first line of the voucher


SAMPLE: list[Drawn] = [
    ("6001", 500_00, "2080109", "基本支出", "", 1),
    ("7201", 300_01, "2080109", "基本支出", "30101", 2),
    ("7301", 7_00, "2080505", "", "30201", 3),
]
CLOSING = "2023-12-31,记-99,1,6001,500.00,,一般公共预算,2080109,,,\n2023-12-31,记-99,2,8101,,500.00,,,,,\n"


def _books(folder: Path, more: str = CLOSING) -> Vouchers:
    (folder / "凭证.csv").write_text(_text(SAMPLE) + more, "utf-8")
    return read_vouchers(folder, OURS, 2023)


def test_a_balance_list_comes_to_the_same(tmp_path: Path) -> None:
    (tmp_path / "余额表.csv").write_text(
        "科目,类别,资金,来源,功能科目,支出类型,经济科目,金额\n"
        "6001,,一般公共预算,,2080109,基本支出,,500.00\n"
        ",支出,一般公共预算,,2080109,基本支出,30101,300.01\n"
        "7301,支出,,,2080505,,30201,7\n",
        "utf-8",
    )
    listed = read_balance_list(tmp_path, OURS, 2023)
    assert [item.text() for item in listed.findings] == []
    assert listed.entries() == _books(tmp_path).entries()
    trace = LinesLedger(listed.load).trace(EVERYTHING)
    assert trace["fen"].to_list() == [500_00, 300_01, 7_00]
    assert set(trace["origin"]) == {"余额表"}


BAD_LISTS = [
    ("7201,,一般公共预算,2080109,基本支出,30101,x", "B111", "金额"),
    ("7201,,一般公共预算,2080109,基本支出,30101,", "B111", "金额"),
    (",出,一般公共预算,2080109,基本支出,30101,1", "B130", "类别"),
    (",,一般公共预算,2080109,基本支出,30101,1", "B126", ""),
    ("1002,,,,,,1", "B125", "科目"),
    ("7201,收入,一般公共预算,2080109,基本支出,30101,1", "B136", "类别"),
    ("7201,,一般公共预算,2080109,基本支出,,1", "B139", "经济科目"),
    (",收入,一般公共预算,2080109,基本支出,,1", "B140", "来源"),
]


@pytest.mark.parametrize(("line", "code", "column"), BAD_LISTS)
def test_a_bad_line_of_a_balance_list_is_told(tmp_path: Path, line: str, code: str, column: str) -> None:
    (tmp_path / "余额表.csv").write_text(f"科目,类别,资金,功能科目,支出类型,经济科目,金额\n{line}\n", "utf-8")
    found = read_balance_list(tmp_path, OURS, 2023).findings
    assert (code, 2, column) in [(item.code.code, item.place.row, item.place.column) for item in found]


def test_kept_lines_are_used_until_something_changes(tmp_path: Path) -> None:
    vouchers = _books(tmp_path)
    kept = tmp_path / "kept.parquet"
    write_validated(vouchers, kept, folder=tmp_path, settings=OURS, year=2023)
    again = load_vouchers(tmp_path, OURS, 2023, validated=kept)
    assert again.findings == vouchers.findings == []
    assert again.lines.equals(vouchers.lines)
    assert again.entries() == vouchers.entries()
    assert again.movements().equals(vouchers.movements())
    assert again.closed is not None
    assert vouchers.closed is not None
    assert again.closed.equals(vouchers.closed)
    assert "B127" in _codes(load_vouchers(tmp_path, OURS, 2022, validated=kept))
    other = VoucherSettings.model_validate({"编号范围": "年"})
    assert _codes(load_vouchers(tmp_path, other, 2023, validated=kept)) == ["B127"]
    _books(tmp_path, "")
    assert _codes(load_vouchers(tmp_path, OURS, 2023, validated=kept)) == ["B127"]
    (tmp_path / "凭证.csv").unlink()
    assert load_vouchers(tmp_path, OURS, 2023, validated=kept).entries() == vouchers.entries()
    damaged = bytearray(kept.read_bytes())
    footer = 8 + int.from_bytes(damaged[-8:-4], "little")
    damaged[4:-footer] = bytes(len(damaged) - 4 - footer)
    kept.write_bytes(damaged)
    assert _codes(load_vouchers(tmp_path, OURS, 2023, validated=kept)) == ["B101", "B127"]
    kept.write_bytes(b"PAR1")
    assert _codes(load_vouchers(tmp_path, OURS, 2023, validated=kept)) == ["B101", "B127"]


def _codes(vouchers: Vouchers) -> list[str]:
    return sorted({item.code.code for item in vouchers.findings})


def test_unsound_vouchers_are_not_kept(tmp_path: Path) -> None:
    unsound = _books(tmp_path, "2023-12-31,记-100,1,7201,1.00,,,,,,\n")
    with pytest.raises(ValueError, match="sound"):
        write_validated(unsound, tmp_path / "kept.parquet", folder=tmp_path, settings=OURS, year=2023)
    assert not list(tmp_path.glob("kept*"))
    assert unsound.entries() == []


def test_a_trace_names_file_and_row_and_leaves_closing_out(tmp_path: Path) -> None:
    ledger = LinesLedger(_books(tmp_path).load)
    trace = ledger.trace(Region.of({"flow": "expenditure", "fund": "other"}))
    assert trace.select("file", "row", "account", "fen").rows() == [("凭证.csv", 6, "7301", 7_00)]
    assert ledger.trace(Region.of({"flow": "income"}))["row"].to_list() == [2]
    carried = Coarse(Flow.OPENING, Fund.GENERAL, Source.NONE, Kind.BASIC)
    more = Posting(Place(file="年初结转.csv", row=2), carried, "2080505", "", "", "8101", 5, OPENING)
    with_opening = LinesLedger(_books(tmp_path).load, [more])
    assert with_opening.trace(Region.of({"flow": "opening"}))["fen"].to_list() == [5]
