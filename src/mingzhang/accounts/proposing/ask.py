"""Asking an accountant: 是 or 否 for what is proposed, a number for what several could be."""

import click

from mingzhang.accounts.proposing.item import Item

YES = frozenset({"y", "yes", "是", "好", "1"})
NO = frozenset({"n", "no", "否", "不", "0"})
NO_ANSWER = 0


def confirmed(item: Item) -> bool:
    """Whether a proposal is accepted; Enter accepts it."""
    while True:
        said = str(click.prompt("  采用吗？（y 是，n 否）", default="y", show_default=False)).strip().lower()
        if said in YES | NO:
            return said in YES
        click.echo("  请回答 y（是）或 n（否）")


def answered(item: Item) -> int | None:
    """The number of the chosen answer, from 0; None where the user leaves it open."""
    default = NO_ANSWER if item.likely is None else item.likely + 1
    hint = "直接回车不选" if item.likely is None else f"直接回车选 {default}，0 不选"
    while True:
        said = str(click.prompt(f"  请写序号（{hint}）", default=str(default), show_default=False)).strip()
        if said.isascii() and said.isdigit() and 0 <= int(said) <= len(item.options):
            return int(said) - 1 if int(said) else None
        click.echo(f"  请写 0 到 {len(item.options)} 的序号")
