"""docs/statements.md explains every function, condition and repetition of the grammar."""

from pathlib import Path

from mingzhang.accounts.statements.grammar import FUNCTIONS, LISTS, MEASURES, TESTS, VARIABLES

DOC = (Path(__file__).parents[2] / "docs" / "statements.md").read_text("utf-8")


def test_the_grammar_is_documented() -> None:
    wanted = [f"{{{name}" for name in (*FUNCTIONS, "分句", "逐项")]
    wanted += [f"`{name}" for name in (*TESTS, *LISTS, *VARIABLES)]
    wanted += [f"`{name}:" for name in (*MEASURES, "预算")]
    assert [name for name in wanted if name not in DOC] == []
