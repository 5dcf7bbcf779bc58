"""Scoring as a finance officer reads it: every operator, tier and cap case, and the laws that hold for all."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.accounts.performance.policies import load_policy, policy_for, policy_keys, policy_of
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.printing import evaluation
from mingzhang.accounts.performance.project import Indicator, Project
from mingzhang.accounts.performance.score import indicator_score, score
from mingzhang.findings import ProblemsFound

LIAONING = load_policy("liaoning-2023")
NATIONAL = load_policy("national-2020")
STEPS = """
name = "试例"
region = "试例省"
from_year = 2023
base = "national-2020"
[quantitative]
source = "试例"
confidence = "confirmed"
asked_over = "130%"
equal_asked_from = "90%"
aliases = {}
operators = [{ sign = ">=", below = "actual/target", above = "met" }, { sign = "<=", below = "met", above = "zero" }]
steps = [{ over = "2", deduct = "10%" }, { over = "3", deduct = "20%" }]
[caps]
source = "试例"
confidence = "confirmed"
caps = [
  { cap = "79", capped_up_to = "80%", free_from = "80%" },
  { cap = "59", capped_up_to = "50%", free_from = "50%" },
]
"""
STEPPED = policy_of("试例", STEPS, "试例.toml")


def number(text: str) -> Fraction | None:
    return Fraction(text) if text else None


def indicator(operator: str, target: str, actual: str, weight: str = "10", completion: str = "") -> Indicator:
    numeric = bool(operator)
    return Indicator(
        first="产出指标",
        second="数量指标",
        third="试例",
        operator=operator,
        content=target,
        unit="人" if numeric else "",
        actual=actual,
        weight=Fraction(weight),
        target_value=number(target) if numeric else None,
        actual_value=number(actual) if numeric else None,
        completion=number(completion),
    )


# 运算符号 目标值 完成值 | 完成程度 得分（分值 10）
OPERATORS = """
>=   100    100    |  1        10      达成
>=   100    120    |  1        10      超过也得满分
>=   100    80     |  4/5      8       按比例
>=   100    0      |  0        0       一点没有
>=   98     97.51  |  9751/9800 9751/980  小数按比例
>=   -5     -3     |  1        10      负目标达成
>=   -5     -10    |  0        0       负目标未达成没有比例，不得分
<=   100    100    |  1        10      达成
<=   100    60     |  1        10      低于也得满分
<=   100    125    |  4/5      8       超过按倒比例
<=   20     19.8   |  1        10      少花钱得满分
<=   0      3      |  0        0       目标为零而超过，没有比例
=    50     50     |  1        10      相等
=    50     40     |  4/5      8       不足按比例
=    50     62.5   |  4/5      8       超过按倒比例
=    2      0      |  0        0       一点没有
""".strip().splitlines()


@pytest.mark.parametrize("line", OPERATORS)
def test_every_operator(line: str) -> None:
    case, _, expected = line.partition("|")
    operator, target, actual = case.split()
    completion, earned, _ = expected.split()
    for policy in (LIAONING, NATIONAL):
        result = indicator_score(indicator(operator, target, actual), policy)
        assert (result.completion, result.score) == (Fraction(completion), Fraction(earned))


# 目标 完成 | 得分（分值 10）：超过两倍调减一成，超过三倍调减两成
FAR_EXCEEDED = """
10  20  |  10   恰两倍，不调减
10  21  |  9    超过两倍
10  30  |  9    恰三倍
10  31  |  8    超过三倍
10  9   |  9    未达成按比例
""".strip().splitlines()


@pytest.mark.parametrize("line", FAR_EXCEEDED)
def test_far_exceeded_targets_lose_what_the_policy_fixes(line: str) -> None:
    target, actual, _, earned, _ = line.split()
    assert indicator_score(indicator(">=", target, actual), STEPPED).score == Fraction(earned)


# 办法 完成档次 填报的完成程度 | 完成程度
TIERS = """
liaoning-2023  达成      -     |  1
liaoning-2023  达成      17/20 |  17/20
liaoning-2023  部分达成  3/5   |  3/5
liaoning-2023  未达成    0     |  0
national-2020  达成      1     |  1
national-2020  达成      -     |  0
""".strip().splitlines()


@pytest.mark.parametrize("line", TIERS)
def test_every_tier(line: str) -> None:
    key, tier, stated, _, expected = line.split()
    item = indicator("", "正常运转", tier, completion="" if stated == "-" else stated)
    assert indicator_score(item, load_policy(key)).completion == Fraction(expected)


# 档次 完成程度 | 是否在区间内
TIER_BOUNDS = """
达成      1      |  是
达成      4/5    |  是    80%（含）
达成      79/100 |  否
部分达成  4/5    |  否    80%属上一档
部分达成  3/5    |  是    60%（含）
未达成    3/5    |  否
未达成    0      |  是
""".strip().splitlines()


@pytest.mark.parametrize("line", TIER_BOUNDS)
def test_tiers_meet_without_overlap(line: str) -> None:
    word, completion, _, expected, *_ = line.split()
    tier = NATIONAL.tiers.find(word)
    assert tier is not None
    assert tier.holds(Fraction(completion)) == (expected == "是")


def project(budget: str, executed: str, capped: bool | None = None, score_each: str = "1") -> Project:
    """One indicator of weight 90 that reaches `score_each` of its target 1."""
    return Project(
        name="试例",
        department="",
        unit="",
        budget_fen=int(Fraction(budget) * 1_000_000),
        executed_fen=int(Fraction(executed) * 1_000_000),
        goal_set="",
        goal_reached="",
        indicators=(indicator(">=", "1", score_each, "90"),),
        capped=capped,
    )


# 办法 预算 执行 指标完成 封顶 | 执行率得分 减分项 总得分 等次 能否确定
CAPS = """
liaoning-2023  143  79.34  1    -   |  7934/1430   90+7934/1430-69  69           中    能
liaoning-2023  43   40.9   1    -   |  4090/430    0                90+4090/430  优    能
liaoning-2023  100  55.484 1    -   |  5.5484      26.5484          69           中    能
liaoning-2023  100  55.49  1    -   |  5.549       0                95.549       优    不能
liaoning-2023  100  95.11  1    -   |  9.511       0                99.511       优    不能
liaoning-2023  100  95.115 1    -   |  9.5115      0                99.5115      优    能
liaoning-2023  100  70     1    -   |  7           0                97           优    不能
liaoning-2023  100  70     1    是  |  7           28               69           中    能
liaoning-2023  100  70     1    否  |  7           0                97           优    能
liaoning-2023  100  50     0.5  -   |  5           0                50           差    能
liaoning-2023  100  110    1    -   |  10          0                100          优    能
national-2020  100  10     1    -   |  1           0                91           优    能
national-2020  100  0      1    -   |  0           0                90           优    能
national-2020  100  0      0.8  -   |  0           0                72           中    能
shanghai       100  0      0.5  -   |  0           0                45           不合格 能
shanghai       100  0      0.8  -   |  0           0                72           合格  能
试例           100  80     1    -   |  8           19               79           中    能
试例           100  81     1    -   |  81/10       0                981/10       优    能
试例           100  50     1    -   |  5           36               59           差    能
试例           100  50     0.6  -   |  5           0                59           差    能
""".strip().splitlines()


def amount(text: str) -> Fraction:
    """90+7934/1430-69 as an exact number."""
    return sum((Fraction(part) for part in text.replace("-", "+-").split("+") if part), Fraction(0))


@pytest.mark.parametrize("line", CAPS)
def test_every_cap(line: str) -> None:
    key, budget, executed, reached, capped, _, execution, deduction, total, band, known = line.split()
    policy = STEPPED if key == "试例" else load_policy(key)
    result = score(project(budget, executed, {"是": True, "否": False, "-": None}[capped], reached), policy)
    assert (result.execution, result.deduction, result.total) == (amount(execution), amount(deduction), amount(total))
    assert (result.band, result.cap_unknown) == (band, known == "不能")


def test_a_score_set_by_hand_stands_until_rescored() -> None:
    from dataclasses import replace

    item = replace(indicator("=", "50", "40", "8.3"), override=Fraction("8.3"), override_reason="照原表")
    kept, again = indicator_score(item, LIAONING), indicator_score(item, LIAONING, rescore=True)
    assert (kept.completion, kept.score, kept.computed) == (Fraction(1), Fraction("8.3"), Fraction("6.64"))
    assert (again.completion, again.score) == (Fraction("0.8"), Fraction("6.64"))


VALUES = st.fractions(min_value=-1000, max_value=1000, max_denominator=100)
POLICIES = st.sampled_from([LIAONING, NATIONAL, STEPPED])
WEIGHTS = st.fractions(min_value=0, max_value=90, max_denominator=10)


def measured(operator: str, target: Fraction, actual: Fraction, weight: Fraction) -> Indicator:
    return Indicator("产出指标", "数量指标", "试例", operator, "1", "人", "1", weight, target, actual)


@given(st.sampled_from([">=", "<=", "="]), VALUES, VALUES, WEIGHTS, POLICIES)
def test_a_score_lies_between_nothing_and_its_weight(
    operator: str, target: Fraction, actual: Fraction, weight: Fraction, policy: Policy
) -> None:
    result = indicator_score(measured(operator, target, actual, weight), policy)
    assert 0 <= result.score <= weight
    assert 0 <= result.completion <= 1


@given(VALUES, VALUES, VALUES, WEIGHTS)
def test_more_is_never_worse_where_more_is_wanted(
    target: Fraction, one: Fraction, other: Fraction, weight: Fraction
) -> None:
    low, high = sorted((one, other))
    for operator, worse, better in ((">=", low, high), ("<=", high, low)):
        first = indicator_score(measured(operator, target, worse, weight), LIAONING).score
        assert first <= indicator_score(measured(operator, target, better, weight), LIAONING).score


@given(
    st.lists(st.tuples(st.sampled_from([">=", "<=", "="]), VALUES, VALUES, WEIGHTS), max_size=12),
    st.integers(1, 10**9),
    st.integers(0, 2 * 10**9),
    POLICIES,
)
def test_the_total_is_the_sum_of_its_parts(
    parts: list[tuple[str, Fraction, Fraction, Fraction]], budget: int, executed: int, policy: Policy
) -> None:
    items = tuple(measured(*part) for part in parts)
    result = score(Project("试例", "", "", budget, executed, "", "", items), policy)
    assert result.subtotal == sum(item.score for item in result.indicators)
    assert result.total == result.subtotal + result.execution - result.deduction
    assert 0 <= result.execution <= policy.weights.execution
    assert result.deduction >= 0
    assert result.cap is None or result.total == result.cap


@pytest.mark.parametrize("key", policy_keys())
def test_every_policy_adds_up_and_names_its_sources(key: str) -> None:
    policy = load_policy(key)
    assert sum(policy.weights.first.values()) == policy.weights.indicators
    assert set(policy.weights.first) == set(policy.levels.second)
    assert policy.bands.bands[-1].low == 0
    assert all(section.source.title for _, section in policy.sections())


@pytest.mark.parametrize(
    ("region", "year", "key"),
    [("辽宁省盘锦市", 2023, "liaoning-2023"), ("上海市", 2024, "shanghai"), ("浙江省", 2024, "national-2020")],
)
def test_the_policy_of_a_province(region: str, year: int, key: str) -> None:
    assert policy_for(region, year).key == key


def test_no_policy_is_stretched_beyond_its_dates() -> None:
    with pytest.raises(KeyError):
        policy_for("辽宁省", 2015)


GIVEN = 'source = "某办法"\nconfidence = "confirmed"\n'
BANDS = f'[bands]\n{GIVEN}bands = [{{ word = "优", low = "90" }}]\n'
CAP = f'[caps]\n{GIVEN}caps = [{{ cap = "69", capped_up_to = "60%", free_from = "50%" }}]\n'
# 改动 | 编号 位置
BROKEN = [
    ('total = "100"', "total = 100", "P103", "weights.total"),
    ('total = "100"', 'totle = "100"', "P101", "weights.totle"),
    ('execution = "10"', "", "P102", "weights.execution"),
    ('confidence = "confirmed"', 'confidence = "surely"', "P103", "weights.confidence"),
    ('source = "某办法"', "", "P102", "weights.source"),
    ('base = "national-2020"', 'base = "national-1999"', "P103", "base"),
    ("[weights]", "[weights", "P103", ""),
    ('"产出指标" = "90"', '"产出指标" = "80"', "P103", "weights.first"),
    ("[weights]", BANDS + "[weights]", "P103", "bands.bands"),
    ("[weights]", CAP + "[weights]", "P103", "caps.caps"),
]
SOUND = """
name = "试例"
region = "试例省"
from_year = 2023
base = "national-2020"
[weights]
source = "某办法"
confidence = "confirmed"
total = "100"
execution = "10"
first = { "产出指标" = "90" }
"""


@pytest.mark.parametrize(("old", "new", "code", "key"), BROKEN)
def test_a_policy_that_is_not_sound_is_refused_with_its_place(old: str, new: str, code: str, key: str) -> None:
    policy_of("试例", SOUND, "试例.toml")
    assert old in SOUND
    with pytest.raises(ProblemsFound) as caught:
        policy_of("试例", SOUND.replace(old, new), "试例.toml")
    assert (code, key) in [(item.code.code, item.place.key) for item in caught.value.findings]
    assert {item.place.file for item in caught.value.findings} == {"试例.toml"}


def test_reasons_of_execution_are_printed_only_where_the_form_asks_for_them() -> None:
    from dataclasses import replace

    given = replace(project("100", "80"), reason="合同跨年", measure="加快")
    for key, shown in (("national-2020", ("", "")), ("sichuan", ("合同跨年", "加快"))):
        form = evaluation(score(given, load_policy(key)), load_policy(key))
        assert (form.reason, form.measure) == shown


def test_a_project_without_a_budget_has_no_rate() -> None:
    form = evaluation(score(project("0", "1"), LIAONING), LIAONING)
    assert (form.rate, form.execution_score) == ("不可比", "0")
