"""工伤保险伤残待遇: by grade of disability, and on leaving the unit (工伤保险条例, 国务院令586号)."""

from mingzhang.insurance.engine.expression import Expression
from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.engine.words import (
    above,
    as_law_says,
    either,
    every,
    given,
    larger,
    law,
    says,
    smaller,
    stated,
    to_fen,
    when,
)
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes.common import REGION

RULE = "工伤保险条例"
HURT = Fact("受伤年月", Unit.MONTH, "工伤发生的年月")
WAGE = Fact("本人工资", Unit.YUAN, "受伤前12个月平均月缴费工资")
AVERAGE = Fact("统筹地区月平均工资", Unit.YUAN, "上年度职工月平均工资；不写则查参数", required=False)
AT = HURT.name


def average(at: Expression) -> Line:
    return Line(
        "统筹地区月平均工资", Unit.YUAN, given(AVERAGE.name, law("统筹地区月平均工资", at=at)), f"{RULE}第六十四条"
    )


AVERAGE_LINE = average(AT)
FLOOR = AVERAGE_LINE.name * law("本人工资下限比例", at=AT)
CEILING = AVERAGE_LINE.name * law("本人工资上限比例", at=AT)
WAGE_LINE = Line("计发工资", Unit.YUAN, to_fen(smaller(larger(WAGE.name, FLOOR), CEILING)), f"{RULE}第六十四条")

GRADE = Fact("伤残等级", Unit.NUMBER, "1 至 10", least=1, most=10, whole=True)
CARE = Fact(
    "护理依赖",
    None,
    "生活自理障碍的程度；广东写一级至四级",
    required=False,
    words=("完全", "大部分", "部分", "一级", "二级", "三级", "四级"),
)
MINIMUM_WAGE = Fact("最低工资", Unit.YUAN, "当地月最低工资；写了就核对伤残津贴的差额", required=False)
LEAVING = Fact("终止劳动关系", None, "五级、六级本人提出或七级至十级合同终止的，写“是”", required=False, words=("是",))
LEAVES = says(LEAVING.label, "是")
ENDED = Fact("终止年月", Unit.MONTH, "终止或解除劳动关系的年月；不写则同受伤年月", required=False)
END_AVERAGE = Fact(
    "终止时统筹地区月平均工资", Unit.YUAN, "终止年月的上年度职工月平均工资；不写则查参数", required=False
)
END_WAGE = Fact(
    "终止前本人工资", Unit.YUAN, "终止或解除前12个月平均月缴费工资；规定可从高的地方（广东）才写", required=False
)
LESS_MEDICAL = Fact("医疗补助扣减", Unit.RATE, "距退休年龄不足五年、当地规定扣减的，如 20%", required=False, most=1)
LESS_EMPLOYMENT = Fact("就业补助扣减", Unit.RATE, "距退休年龄不足五年、当地规定扣减的，如 20%", required=False, most=1)
MORE_MEDICAL = Fact(
    "职业病医疗补助加发", Unit.RATE, "患职业病、当地规定加发一次性工伤医疗补助金的，如山东 50%", required=False, most=1
)
APPRAISED = Fact("鉴定结论年月", Unit.MONTH, "作出劳动能力鉴定结论的年月；写了就列出按月待遇从哪月起", required=False)
BEGINS = "工伤待遇起付间隔"
LEFT_AT = given(ENDED.name, AT)
HAS_ALLOWANCE = above(7 - GRADE.name, 0)
OWN_PENSION = Fact("月基本养老金", Unit.YUAN, "一级至四级到达退休年龄、改领养老金后的月额", required=False)
LUMP = Line(
    "一次性伤残补助金",
    Unit.YUAN,
    to_fen(WAGE_LINE.name * law("一次性伤残补助金月数", GRADE.name, at=AT)),
    f"{RULE}第三十五至三十七条",
)
ALLOWANCE = Line(
    "月伤残津贴",
    Unit.YUAN,
    when(HAS_ALLOWANCE, to_fen(WAGE_LINE.name * law("伤残津贴比例", GRADE.name, at=AT)), 0),
    f"{RULE}第三十五、三十六条",
)
TOP_UP = Line(
    "最低工资差额",
    Unit.YUAN,
    when(HAS_ALLOWANCE, larger(MINIMUM_WAGE.name - ALLOWANCE.name, 0), 0),
    f"{RULE}第三十五、三十六条",
    only=stated(MINIMUM_WAGE.name),
)
CARE_LINE = Line(
    "月生活护理费",
    Unit.YUAN,
    to_fen(AVERAGE_LINE.name * law("生活护理费比例", CARE.label, at=AT)),
    f"{RULE}第三十四条",
    only=stated(CARE.label),
)
END_AVERAGE_LINE = Line(
    "终止时统筹地区月平均工资",
    Unit.YUAN,
    given(
        END_AVERAGE.name,
        when(stated(ENDED.name), law("统筹地区月平均工资", at=ENDED.name), AVERAGE_LINE.name),
    ),
    f"{RULE}第三十六、三十七条",
    only=every(LEAVES, either(stated(ENDED.name), stated(END_AVERAGE.name))),
)
LUMP_AVERAGE = when(either(stated(ENDED.name), stated(END_AVERAGE.name)), END_AVERAGE_LINE.name, AVERAGE_LINE.name)
LUMP_RULE = f"{RULE}第三十六、三十七条，标准由省规定"
LUMP_WAGE = Line(
    "一次性补助本人工资",
    Unit.YUAN,
    to_fen(
        smaller(
            larger(larger(WAGE.name, END_WAGE.name), LUMP_AVERAGE * law("本人工资下限比例", at=LEFT_AT)),
            LUMP_AVERAGE * law("本人工资上限比例", at=LEFT_AT),
        )
    ),
    "受伤前低于终止前12个月平均月缴费工资的，按终止前的（如广东省工伤保险条例第三十三条）",
    only=every(LEAVES, stated(END_WAGE.name)),
)
OWN_WAGE = when(stated(END_WAGE.name), LUMP_WAGE.name, WAGE_LINE.name)


EMPLOYMENT_GRANT = "一次性伤残就业补助金"


def _on_leaving(title: str, less: Fact, more: Fact | None = None) -> Expression:
    """By the way of the province: months of the average wage or of one's own, or amounts."""
    months = law(f"{title}月数", GRADE.name, at=LEFT_AT)

    def kept(amount: Expression) -> Expression:
        full = amount if more is None else when(stated(more.name), amount * (1 + more.name), amount)
        return to_fen(when(stated(less.name), full * (1 - less.name), full))

    return as_law_says(
        "工伤一次性补助算法",
        {
            "月数乘平均工资": kept(LUMP_AVERAGE * months),
            "月数乘本人工资": kept(OWN_WAGE * months),
            "医疗按平均工资，就业按本人工资": kept((OWN_WAGE if title == EMPLOYMENT_GRANT else LUMP_AVERAGE) * months),
            "定额": kept(law(f"{title}定额", GRADE.name, at=LEFT_AT)),
        },
        at=LEFT_AT,
    )


MEDICAL = Line(
    "一次性工伤医疗补助金",
    Unit.YUAN,
    _on_leaving("一次性工伤医疗补助金", LESS_MEDICAL, MORE_MEDICAL),
    LUMP_RULE,
    only=LEAVES,
)
EMPLOYMENT = Line(
    EMPLOYMENT_GRANT,
    Unit.YUAN,
    _on_leaving(EMPLOYMENT_GRANT, LESS_EMPLOYMENT),
    f"{LUMP_RULE}，由用人单位支付",
    only=LEAVES,
)
MADE_UP = Line(
    "基金补足的养老差额",
    Unit.YUAN,
    when(above(5 - GRADE.name, 0), larger(ALLOWANCE.name - OWN_PENSION.name, 0), 0),
    f"{RULE}第三十五条：养老金低于伤残津贴的，由工伤保险基金补足差额",
    only=stated(OWN_PENSION.name),
)
FIRST = Line(
    "按月待遇首次发放年月",
    Unit.MONTH,
    APPRAISED.name + law(BEGINS, at=APPRAISED.name),
    f"{RULE}第三十三条：评定伤残等级后停发原待遇",
    only=every(stated(APPRAISED.name), either(HAS_ALLOWANCE, stated(CARE.label))),
)
INJURY = Scheme(
    title="工伤保险伤残待遇",
    about="按伤残等级计发一次性伤残补助金和伤残津贴，按护理依赖程度计发生活护理费。五级、六级的伤残津贴由用人单位支付。",
    region="参保地",
    facts=(
        *(REGION, HURT, GRADE, WAGE, AVERAGE, CARE, MINIMUM_WAGE),
        *(LEAVING, ENDED, END_AVERAGE, END_WAGE, LESS_MEDICAL, MORE_MEDICAL, LESS_EMPLOYMENT, OWN_PENSION, APPRAISED),
    ),
    lines=(
        *(AVERAGE_LINE, WAGE_LINE, LUMP, ALLOWANCE, TOP_UP, CARE_LINE, FIRST),
        *(END_AVERAGE_LINE, LUMP_WAGE, MEDICAL, EMPLOYMENT, MADE_UP),
    ),
    key="一次性伤残补助金",
)
