"""What a case of 企业职工基本养老金 may state: the facts of a form, or what they are computed from."""

from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes.common import BORN, POST, REGION, SEX
from mingzhang.insurance.schemes.retirement import ORIGINAL

RETIRED = Fact("退休年月", Unit.MONTH, "办理退休的年月")
BASE_MONTH = Fact("计发基数所属年月", Unit.MONTH, "预发时用上年度基数的，写上年度的年月", required=False)
BASE = Fact("计发基数", Unit.YUAN, "核定表载明的基数；不写则查参数", required=False)
PROVINCE_BASE = Fact("全省计发基数", Unit.YUAN, "当地和全省各有基数、公式两个都用的；不写则查参数", required=False)
OTHER_BASE = Fact("过渡计发基数", Unit.YUAN, "过渡性养老金另有基数的", required=False)
MONTHS = Fact("缴费月数", Unit.MONTHS, "含视同缴费", required=False, most=840)
YEARS = Fact("缴费年限", Unit.YEARS, "核定表载明的年限，含视同缴费；写了缴费月数则不必写", required=False, most=70)
EARLY_MONTHS = Fact(
    "过渡性缴费月数", Unit.MONTHS, "视同缴费及建立个人账户前的缴费月数，含特殊工种折算", required=False, most=840
)
EARLY_YEARS = Fact("过渡性缴费年限", Unit.YEARS, "同上，以年计", required=False, most=70)
DEEMED_MONTHS = Fact("视同缴费月数", Unit.MONTHS, "过渡性缴费月数中视同的部分", required=False, most=840)
DEEMED_YEARS = Fact("视同缴费年限", Unit.YEARS, "同上，以年计", required=False, most=70)
INDEX_SUM = Fact("缴费指数之和", Unit.NUMBER, "历年缴费指数相加", required=False)
PAID_MONTHS = Fact("实际缴费月数", Unit.MONTHS, "不含视同缴费", required=False, most=840)
INDEX = Fact("平均缴费指数", Unit.NUMBER, "核定表载明的指数", required=False, most=10)
WAGE = Fact("指数化月平均缴费工资", Unit.YUAN, "核定表载明的，小数位数不限", required=False, fine=True)
OTHER_INDEX = Fact("过渡性指数", Unit.NUMBER, "过渡性养老金另有指数的", required=False, most=10)
OTHER_WAGE = Fact("过渡性指数化工资", Unit.YUAN, "核定表载明的，用于过渡性养老金", required=False, fine=True)
INDEX_YEARS = Fact("过渡性指数年数", Unit.NUMBER, "过渡期间各段指数乘年数之和；不写则年限乘指数", required=False)
VIRTUAL = Fact("视同账户额", Unit.YUAN, "虚账实记、视同账户的总额", required=False)
OLD_WAGE = Fact("原办法指数化工资", Unit.YUAN, "深圳等核定表载明的原办法指数化工资", required=False)
OLD_SHARE = Fact("原办法享受比例", Unit.RATE, "与原办法指数化工资相乘的比例", required=False)
OLD_AMOUNT = Fact("原办法过渡性养老金", Unit.YUAN, "新旧办法比较的，核定表载明的原办法金额", required=False)
TRANSITIONAL = Fact("过渡性养老金", Unit.YUAN, "已算出的过渡性养老金；不写则按当地公式计算", required=False)
BALANCE = Fact("个人账户储存额", Unit.YUAN, "退休时的本息合计")
DIVISOR = Fact("计发月数", Unit.NUMBER, "核定表载明的计发月数；不写则按年龄推算", required=False)
KIND = Fact(
    "退休类型", None, "特殊工种、因病的不受退休年月的限制", required=False, words=("法定", "弹性", "特殊工种", "因病")
)
ESTIMATED = Fact("预计息", None, "储存额按上年利率预计的，写“是”", required=False, words=("是",))
PLATEAU = Fact("指数化工资加发比例", Unit.RATE, "按指数化工资加发、与年限无关的，如高原补贴", required=False)
WAGE_SHARE = Fact("增发比例", Unit.RATE, "按指数化工资和年限增发的，每满一年的比例", required=False)
SUM_SHARE = Fact("加发比例", Unit.RATE, "按各项养老金之和加发的比例，如独生子女父母", required=False)
EXTRA = Fact("其他月待遇", Unit.YUAN, "补贴、津贴等按月发给的其他项目", required=False)

FACTS = (
    *(REGION, BORN, SEX, POST, ORIGINAL, KIND, RETIRED, BASE_MONTH, BASE, PROVINCE_BASE, OTHER_BASE),
    *(MONTHS, YEARS, EARLY_MONTHS, EARLY_YEARS, DEEMED_MONTHS, DEEMED_YEARS),
    *(INDEX_SUM, PAID_MONTHS, INDEX, WAGE, OTHER_INDEX, OTHER_WAGE, INDEX_YEARS, VIRTUAL),
    *(OLD_WAGE, OLD_SHARE, OLD_AMOUNT, TRANSITIONAL),
    *(BALANCE, DIVISOR, ESTIMATED, WAGE_SHARE, PLATEAU, SUM_SHARE, EXTRA),
)
