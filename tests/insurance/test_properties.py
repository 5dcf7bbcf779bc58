"""Laws of awards: monotone, the same alone and in a batch, never before the original age, paid in is paid out."""

from fractions import Fraction

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.insurance.award.awarding import Awards, award
from mingzhang.insurance.award.joining import join_records
from mingzhang.insurance.award.settlement import settle
from mingzhang.insurance.award.source import Source
from mingzhang.insurance.engine.exact import Exact
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.loader import load_law
from mingzhang.insurance.law.parameter_rows import read_parameters
from mingzhang.insurance.month import month_from, month_text
from mingzhang.insurance.schemes.central import CentralAdjustment, Province, central_adjustment, share_out
from mingzhang.insurance.schemes.contribution import CONTRIBUTION
from mingzhang.insurance.schemes.retirement import RETIREMENT
from mingzhang.money import Rounding, decimal_text, round_units, yuan_text

LAW = load_law()
REGIONS = st.sampled_from(["盘锦", "沈阳", "大连"])


@st.composite
def forms(draw: st.DrawFn) -> dict[str, str]:
    months = draw(st.integers(180, 500))  # with the 40 more of a test still less than an age of 45 years
    return {
        "参保地": draw(REGIONS),
        "出生年月": month_text(draw(st.integers(month_from(1961, 1), month_from(1975, 12)))),
        "退休年月": month_text(draw(st.integers(month_from(2021, 1), month_from(2025, 12)))),
        "缴费月数": str(months),
        "过渡性缴费月数": str(draw(st.integers(0, months))),
        "平均缴费指数": decimal_text(Fraction(draw(st.integers(4000, 30000)), 10000), 4),
        "个人账户储存额": yuan_text(draw(st.integers(0, 100_000_000)), grouped=False),
    }


def awarded(rows: list[dict[str, str]]) -> Awards:
    found = award(pl.DataFrame(rows), law=LAW)
    assert [item.text() for item in found.findings] == []
    return found


@settings(deadline=None)
@given(forms(), st.sampled_from(["缴费月数", "过渡性缴费月数", "平均缴费指数", "个人账户储存额"]), st.integers(1, 40))
def test_an_award_is_monotone_in_each_argument(form: dict[str, str], title: str, more: int) -> None:
    larger = dict(form)
    if title.endswith("月数"):
        larger[title] = str(int(form[title]) + more)
    elif title == "平均缴费指数":
        larger[title] = decimal_text(Fraction(form[title]) + Fraction(more, 100), 4)
    else:
        larger[title] = yuan_text(int(Fraction(form[title]) * 100) + more, grouped=False)
    low, high = awarded([form, larger]).table["月支付额_分"].to_list()
    assert low <= high


@settings(deadline=None)
@given(st.lists(forms(), min_size=2, max_size=8), st.integers(1, 7))
def test_alone_in_a_batch_and_in_a_split_batch_a_person_gets_the_same(rows: list[dict[str, str]], cut: int) -> None:
    whole = awarded(rows).table
    assert pl.concat([awarded([row]).table for row in rows]).equals(whole)
    cut = min(cut, len(rows) - 1)
    assert pl.concat([awarded(rows[:cut]).table, awarded(rows[cut:]).table]).equals(whole)


PROVINCES_OF_EACH_WAY = [
    "盘锦",
    "郑州",
    "北京",
    "桂林",
    "杭州",
    "上海",
    "惠州",
    "重庆",
    "吉林",
    "兰州",
    "内蒙古",
    "武汉",
]


@st.composite
def mixed_forms(draw: st.DrawFn) -> dict[str, str]:
    """Forms of provinces whose ways of computing differ, with what each of them may ask for."""
    early = draw(st.integers(0, 180))  # of at least as many months in all
    facts = draw(forms()) | {
        "参保地": draw(st.sampled_from(PROVINCES_OF_EACH_WAY)),
        "退休年月": month_text(draw(st.integers(month_from(2024, 1), month_from(2025, 12)))),
        "计发基数": str(draw(st.integers(5000, 12000))),
        "全省计发基数": str(draw(st.integers(5000, 12000))),
        "过渡性缴费月数": str(early),
        "视同缴费月数": str(draw(st.integers(0, early))),
    }
    extra = {"视同账户额": "12000.50", "加发比例": "5%", "增发比例": "0.1%", "其他月待遇": "18.50", "过渡性指数": "1.2"}
    return facts | {title: extra[title] for title in draw(st.sets(st.sampled_from(sorted(extra))))}


@settings(deadline=None, max_examples=40)
@given(st.lists(mixed_forms(), min_size=2, max_size=8))
def test_a_person_among_all_provinces_gets_what_he_gets_alone(rows: list[dict[str, str]]) -> None:
    whole = awarded(rows).table
    alone = [awarded([row]).table for row in rows]
    assert pl.concat(alone).equals(whole)


@settings(deadline=None, max_examples=40)
@given(mixed_forms(), st.sampled_from(["缴费月数", "平均缴费指数", "个人账户储存额", "计发基数"]))
def test_in_every_province_an_award_is_monotone(form: dict[str, str], title: str) -> None:
    more = {"缴费月数": "12", "平均缴费指数": "0.1", "个人账户储存额": "1000", "计发基数": "100"}
    larger = form | {title: decimal_text(Fraction(form[title]) + Fraction(more[title]), 4, trim=True)}
    low, high = awarded([form, larger]).table["月支付额_分"].to_list()
    assert low <= high


@given(
    st.integers(month_from(1940, 1), month_from(2000, 12)),
    st.sampled_from([("男", "工人", 60), ("女", "干部", 55), ("女", "工人", 50)]),
)
@settings(deadline=None)
def test_nobody_retires_before_the_original_age(born: int, who: tuple[str, str, int]) -> None:
    sex, post, age = who
    facts = {"参保地": "全国", "出生年月": month_text(born), "性别": sex, "身份": post}
    frame = award(pl.DataFrame([facts]), RETIREMENT, law=LAW).reading.frame
    statutory, earliest, latest = (
        _at(frame.columns[title]) for title in ("法定退休年月", "最早退休年月", "最晚退休年月")
    )
    assert born + age * 12 <= earliest <= statutory <= latest
    assert statutory - earliest <= 36


def _at(values: object) -> int:
    assert isinstance(values, Exact)
    return int(values.at(0))


@settings(deadline=None)
@given(st.integers(4359_00, 21792_00), st.sampled_from(["企业职工基本养老保险", "灵活就业基本养老保险"]))
def test_contributions_between_floor_and_ceiling_are_proportional(wage_fen: int, insurance: str) -> None:
    wages = [wage_fen, 100, 10**9]
    rows = [
        {"参保地": "辽宁", "费款所属期": "2025-03", "险种": insurance, "申报工资": yuan_text(fen, grouped=False)}
        for fen in wages
    ]
    table = award(pl.DataFrame(rows), CONTRIBUTION, law=LAW).table
    assert table["缴费基数_分"].to_list() == [wage_fen, 4359_00, 21792_00]
    rate = Fraction(8, 100) if insurance.startswith("企业") else Fraction(20, 100)
    assert abs(table["个人缴费_分"][0] - wage_fen * rate) <= Fraction(1, 2)


PROVINCES = st.lists(
    st.builds(
        Province,
        st.text(max_size=2),
        st.integers(1_000_000, 20_000_000),
        st.integers(0, 40_000_000),
        st.integers(0, 10_000_000),
    ),
    min_size=1,
    max_size=31,
).filter(lambda rows: any(row.retired for row in rows))


@given(PROVINCES, st.integers(2018, 2021))
def test_the_central_adjustment_pays_what_it_receives(provinces: list[Province], year: int) -> None:
    result = central_adjustment(provinces, year, LAW)
    assert isinstance(result, CentralAdjustment)
    assert sum(item.received_fen for item in result.provinces) == result.total_fen
    assert sum(item.net_fen for item in result.provinces) == 0


@given(st.integers(0, 10**15), st.lists(st.integers(0, 10**8), min_size=1, max_size=40).filter(any))
def test_sharing_out_leaves_nothing_and_no_one_is_off_by_a_fen(total: int, weights: list[int]) -> None:
    shares = share_out(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(total * weight, sum(weights))) < 1


def test_the_two_provinces_of_the_facts() -> None:
    rows = [Province("甲", 8_400_000, 5_000_000, 1_000_000), Province("乙", 7_200_000, 2_000_000, 1_500_000)]
    result = central_adjustment(rows, 2018, LAW)
    assert isinstance(result, CentralAdjustment)
    found = [(item.paid_fen, item.received_fen) for item in result.provinces]
    assert found == [(1_134_000_000_000, 609_120_000_000), (388_800_000_000, 913_680_000_000)]


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 60), st.integers(-5, 65))
def test_a_settlement_adds_up(paid: int, due: int, months: int, stop: int) -> None:
    result = settle([(24000, paid)], [(24000, due)], 24000, 24000 + months - 1, 24000 + stop)
    owed = min(max(stop + 1, 0), months)
    assert result.total_fen == due * owed - paid * months
    assert settle([(24000, paid)], [(24000, due)], 24000, 24000 + months - 1).total_fen == (due - paid) * months


def _career_law() -> Law:
    """The delivered law with invented wages, for they are not delivered."""
    rows = [f"平均工资,{year},全国,1990-01,,{30000 + 1000 * year},虚构,存疑,2026-01-01" for year in range(2014, 2026)]
    rows.append("建账年月,,全国,1996-01,,1996-01,虚构,存疑,2026-01-01")
    text = "\n".join(["参数,项,地区,起,止,值,依据,可信度,核对", *rows])
    parameters, findings = read_parameters(text, "虚构.csv", LAW.regions)
    assert findings == []
    return LAW.with_layer(parameters)


CAREER_LAW = _career_law()
RECORDS = st.lists(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 9_000_000)), min_size=10, max_size=10), min_size=1, max_size=4
)


@settings(deadline=None, max_examples=30)
@given(RECORDS)
def test_an_account_follows_from_its_years(careers: list[list[tuple[int, int]]]) -> None:
    """Year by year in plain fractions, against all people at once."""
    people = pl.DataFrame({"编号": [str(row) for row in range(len(careers))], "参保地": "盘锦", "退休年月": "2025-12"})
    rows = [
        {"编号": str(row), "年份": 2016 + year, "月数": months, "缴费基数_分": wages if months else 0}
        for row, career in enumerate(careers)
        for year, (months, wages) in enumerate(career)
    ]
    joined = join_records(people, pl.DataFrame(rows), CAREER_LAW, Source(), Source())
    assert joined.findings == ()
    expected = [_balance(career) for career in careers]
    assert joined.people["个人账户储存额_分"].to_list() == expected


RATES = [Fraction(rate, 10_000) for rate in (831, 712, 829, 761, 604, 669, 612, 397, 262, 150)]


def _balance(career: list[tuple[int, int]]) -> int:
    def fen(value: Fraction) -> int:
        return round_units(value, Rounding.HALF_UP)

    balance = 0
    for (months, wages), rate in zip(career, RATES, strict=True):
        credit = fen(Fraction(wages * 8, 100)) if months else 0
        monthly = Fraction(credit, months) if months else Fraction(0)
        products = sum((monthly * (12 - month + 1) for month in range(1, months + 1)), Fraction(0))
        balance += credit + fen(balance * rate) + fen(products * rate / 12)
    return balance
