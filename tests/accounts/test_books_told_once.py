"""One slip is told once, as what it is."""

from pathlib import Path

from books_samples import institution

from mingzhang.accounts.books.load import load
from mingzhang.findings import Severity


def told(folder: Path) -> list[tuple[str, str]]:
    errors = [item for item in load(folder).findings if item.severity is Severity.ERROR]
    return [(item.code.code, item.place.text()) for item in errors]


def test_a_damaged_workbook_is_told_once(tmp_path: Path) -> None:
    folder = institution().write(tmp_path)
    (folder / "账册.xlsx").write_bytes(b"PK\x03\x04 broken")
    assert [code for code, _ in told(folder)] == ["B103"]


def test_texts_that_cannot_be_read_are_not_asked_for(tmp_path: Path) -> None:
    sample = institution()
    sample.texts = "原因: [\n"
    loaded = load(sample.write(tmp_path))
    assert [item.code.code for item in loaded.findings if item.severity is Severity.ERROR] == ["B202"]
    assert loaded.provisional is None


def test_a_bad_key_leaves_the_other_voucher_settings(tmp_path: Path) -> None:
    sample = institution()
    sample.unit_tail = "凭证:\n  列:\n    借方: 借方金额\n    带方: 贷方\n  编号范为: 年\n"
    folder = sample.write(tmp_path)
    vouchers = folder / "凭证.csv"
    vouchers.write_text(vouchers.read_text("utf-8").replace("借方", "借方金额", 1), "utf-8")
    assert {code for code, _ in told(folder)} == {"B204", "B206"}


def test_a_wrong_type_of_unit_says_nothing_of_balances(tmp_path: Path) -> None:
    sample = institution().row("上年", "年末结转和结余", "5.00")
    sample.unit["类型"] = "机关"
    del sample.unit["无上年数"]
    assert [code for code, _ in told(sample.write(tmp_path))] == ["B206"]


def test_a_line_without_a_number_says_so(tmp_path: Path) -> None:
    sample = institution()
    for line in sample.vouchers[:2]:
        line["凭证号"] = ""
    found = [item for item in load(sample.write(tmp_path)).findings if item.code.code == "B116"]
    assert [item.printed for item in found] == ["2023-06-30 没有凭证号"] * 2


def test_a_full_width_colon_is_named_with_its_own_line(tmp_path: Path) -> None:
    folder = institution().write(tmp_path)
    unit = folder / "单位.yaml"
    unit.write_text(unit.read_text("utf-8").replace("类型: ", "类型："), "utf-8")
    found = load(folder).findings
    assert [item.code.code for item in found] == ["B202"]
    assert "第2行“类型：事业”" in found[0].remedy
