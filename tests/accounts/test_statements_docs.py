"""Every function and condition of the grammar works and is explained in docs/statements.md."""

from pathlib import Path

import pytest
from statement_units import unit

from mingzhang.accounts.statements.conditions import true_of
from mingzhang.accounts.statements.facts import Facts
from mingzhang.accounts.statements.grammar import FUNCTIONS, LISTS, MEASURES, TESTS, VARIABLES
from mingzhang.accounts.statements.slots import FILL
from mingzhang.accounts.statements.withheld import Hidden
from mingzhang.accounts.statements.wording_load import load_wording

DOC = (Path(__file__).parents[2] / "docs" / "statements.md").read_text("utf-8")


def test_the_grammar_is_documented() -> None:
    wanted = [f"{{{name}" for name in (*FUNCTIONS, "分句", "逐项")]
    wanted += [f"`{name}" for name in (*TESTS, *LISTS, *VARIABLES)]
    wanted += [f"`{name}:" for name in (*MEASURES, "预算")]
    assert [name for name in wanted if name not in DOC] == []


def test_every_function_can_be_filled() -> None:
    assert set(FILL) | {"序"} == set(FUNCTIONS)


ARGUMENTS = {
    "quantity": "收入总计",
    "region": "收入总计",
    "subject": "车辆",
    "list": "主要职责",
    "kinds": "事业",
    "": "",
}
ARGUMENTS["key"] = "部门重点评价"
FALSE = {"机关", "为零", "无基数", "持平", "微变", "涉密"}


@pytest.mark.parametrize("name", sorted(set(TESTS) - {"等于预算", "恰等预算"}))
def test_every_condition_can_be_tried(name: str) -> None:
    wording = load_wording("liaoning-2023")
    facts = Facts(unit(), Hidden(), wording.budget, wording.tick_fen)
    assert true_of(name, ARGUMENTS[TESTS[name]], facts, wording) == (name not in FALSE)


def test_conditions_on_the_budget() -> None:
    wording = load_wording("liaoning-2023")
    facts = Facts(unit(), Hidden(), wording.budget, wording.tick_fen)
    level, other = "一般公共预算财政拨款支出/2080505", "一般公共预算财政拨款支出/2080109"
    for name in ("等于预算", "恰等预算"):
        assert true_of(name, level, facts, wording)
        assert not true_of(name, other, facts, wording)
