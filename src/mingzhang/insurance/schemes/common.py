"""Facts that several schemes ask for."""

from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.law.parameter import Unit

REGION = Fact("参保地", None, "省、市名称或六位代码")
BORN = Fact("出生年月", Unit.MONTH, "如 1965-04", required=False)
POST = Fact("身份", None, "退休时的身份", required=False, words=("工人", "干部", "灵活就业", "高级职称", "特殊工种"))
SEX = Fact("性别", None, "男或女", required=False, words=("男", "女"))
