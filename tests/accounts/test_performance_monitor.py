"""Mid-year: what is off track, as a table."""

from datetime import date
from fractions import Fraction

import click
import pytest

from mingzhang.accounts.performance.monitor import elapsed, monitor
from mingzhang.accounts.performance.policies import load_policy
from mingzhang.accounts.performance.project import Indicator, Project
from mingzhang.accounts.pipeline import example_folder
from mingzhang.cli import cli
from mingzhang.terminal.usage import usage_text

POLICY = load_policy("liaoning-2023")
HALF = date(2023, 7, 2)
"""183 of 365 days have gone by."""

# 运算符号 目标 单位 完成 | 状态
STATES = """
>=  100  人  100  | 已达成
>=  100  人  60   | 进度正常   半年过了六成
>=  100  人  40   | 落后
>=  98   %   97   | 落后       率全年都该达到
>=  98   %   98   | 已达成
<=  100  元  60   | 进度正常
<=  100  元  101  | 已超出
=   12   次  12   | 已达成
=   12   次  13   | 已超出
=   12   次  3    | 落后
>=  100  人  -    | 未填
""".strip().splitlines()


@pytest.mark.parametrize("line", STATES)
def test_every_state_of_an_indicator(line: str) -> None:
    sign, target, unit, actual, _, state, *_ = line.split()
    reached = None if actual == "-" else Fraction(actual)
    item = Indicator(
        "产出指标", "数量指标", "试例", sign, target, unit, actual, Fraction(90), Fraction(target), reached
    )
    project = Project("试例", "", "", 1000, 400, "", "", (item,))
    (watch,) = monitor([project], HALF, POLICY)
    assert watch.indicators[0].state.value == state
    assert watch.lag == Fraction(183, 365) - Fraction(2, 5)
    assert bool(watch.off_track()) == (state in {"落后", "已超出"})


def test_how_much_of_the_year_has_gone_by() -> None:
    assert elapsed(date(2023, 12, 31)) == 1
    assert elapsed(date(2024, 9, 30)) == Fraction(274, 366)
    assert elapsed(date(2023, 1, 1)) == Fraction(1, 365)


# 选项 | 提示
USAGE = """
--lag 200 --at 2023-09-30 | 选项 --lag 不可用：应为整数，在 0 至 100 之间
--lag 半数 --at 2023-09-30 | 选项 --lag 不可用：应为整数，在 0 至 100 之间
--at 2023-13-30 | 选项 --at 不可用：应为日期，如 2024-09-30
--at | 选项 --at 需要一个值
""".strip().splitlines()


@pytest.mark.parametrize("line", USAGE)
def test_bad_options_are_told_in_chinese_with_what_is_allowed(line: str) -> None:
    options, _, said = line.partition(" | ")
    arguments = ["monitor", str(example_folder("panjin-2023")), *options.split()]
    with pytest.raises(click.UsageError) as refused:
        cli.main(arguments, standalone_mode=False)
    assert said in usage_text(refused.value)
