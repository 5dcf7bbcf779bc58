"""No amounts at all print every figure: named where relations between few figures say nothing, and only there."""

import pytest
from check_samples import cell, codes_of, consistent

from mingzhang.accounts.checks import jointly
from mingzhang.accounts.checks.check import check
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.accounts.relations.correction import Corrections
from mingzhang.accounts.relations.joint import Joint
from mingzhang.findings import Severity


def with_guests(amount: str, total: str) -> ReadDisclosure:
    """Form 07 prints other receptions; all project expenditure is 164.46, basic receptions are 0.50."""
    read = cell("07", "", "公务接待费", "决算数", amount)(consistent())
    return cell("07", "", "合计", "决算数", total)(read)


def test_receptions_that_no_project_could_pay() -> None:
    """Every sum holds, and each figure is smaller than the whole; only together they cannot be."""
    assert "J101" not in codes_of(with_guests("100.50", "110.00"))
    read = with_guests("300.50", "310.00")
    found = [item for item in check(read, joint_seconds=120) if item.code.code == "J101"]  # a busy machine is slow
    assert [(item.place.form, item.place.line, item.printed) for item in found] == [
        ("07", "合计", "310.00"),
        ("07", "公务接待费", "300.50"),
    ]
    assert all(item.place.file and "不能同时成立" in item.arithmetic for item in found)


def test_without_time_it_says_that_it_does_not_know() -> None:
    found = [item for item in check(consistent(), joint_seconds=0) if item.code.code[0] == "J"]
    assert [(item.code.code, item.severity) for item in found] == [("J113", Severity.HINT)]


def test_last_digits_that_cannot_all_be_rounded_are_a_hint() -> None:
    read = consistent()
    moved = {"673.46": "673.47", "30.00": "29.99", "703.46": "703.45", "6.00": "6.01"}
    for form in consistent().disclosure.forms:
        for each in form.cells:
            if each.printed in moved:
                read = cell(form.number, each.block, each.row, each.column, moved[each.printed])(read)
    assert {code for code in codes_of(read) if code[0] in "FJ"} == {"J112"}


def test_a_figure_that_was_named_is_not_named_again() -> None:
    read = cell("01", "收入", "总计", "金额", "811.46")(consistent())
    assert not {code for code in codes_of(read) if code[0] == "J"}


def test_a_refund_is_no_ground() -> None:
    """A figure below nothing where the cube knows none: the question is not asked."""
    read = cell("07", "", "公务接待费", "决算数", "-0.50")(consistent())
    assert not {code for code in codes_of(cell("07", "", "合计", "决算数", "9.00")(read)) if code[0] == "J"}


@pytest.mark.parametrize(("count", "codes"), [(3, {"J101"}), (4, {"J113"})])
def test_many_figures_of_which_fewer_might_do_are_not_named(
    monkeypatch: pytest.MonkeyPatch, count: int, codes: set[str]
) -> None:
    """Not proven in time: then most of them may be right."""

    def unproven(joint: Joint, seconds: float) -> Corrections:
        return Corrections(tuple(demand.figure for demand in joint.demands[:count]), (), proven=False)

    monkeypatch.setattr(jointly, "smallest_correction", unproven)
    found = [item for item in check(with_guests("300.50", "310.00"), joint_seconds=120) if item.code.code[0] == "J"]
    assert {item.code.code for item in found} == codes
    assert len(found) == (count if codes == {"J101"} else 1)
