"""What the words before a figure say of it: its role, the name it goes by, the base it is compared with."""

import re
from dataclasses import dataclass

ACTUAL, BUDGET, LAST, DELTA = "决算", "预算", "上年数", "增减"
SHARE, CHANGE, COMPLETION, OTHER = "比重", "增减率", "完成率", "其他"
_MORE = ("增加", "增长", "上升", "上涨", "提高", "增幅", "增支", "增", "翻")
_LESS = ("减少", "下降", "降低", "降幅", "减支", "减")
SAVED = ("节约", "节省", "压减", "压缩", "缩减", "少支出", "少支", "少")
RAISED = ("多支出", "多支", "多")
"""Words that tell a change only of what is compared: 比上年压减0.50万元, 比上年少0.50万元, and not 年中压减0.50万元."""
COMPARED = re.compile(rf"略?(?P<word>{'|'.join((*SAVED, *RAISED))})(?:了)?")
UP, DOWN = (*_MORE, *RAISED, "大于", "高于"), (*_LESS, *SAVED, "小于", "低于")
"""Words of a change, and of a difference: 决算数小于预算数32.54万元."""
APART = "相差"
"""The word of a difference that has no direction: 差值为0.90万元."""

_MOVES = "|".join(f"(?<![新追核调递压]){word}" if len(word) == 1 else word for word in (*_MORE, *_LESS))
_STAGE = r"(?:年初|全年|调整后?|当年|本年|年度|部门|批复)"
_WHEN = r"(?:度|同期|实际|完成|累计|总|决算|支出|收入|数字|数|的|\([^()]*\))*"
_PAST = rf"(?:上一?年|去年|20\d\d年){_WHEN}"
_LAST_BUDGET = rf"(?:比|较|[与同和]){_PAST}(?:年初)?预算"
_DELTA = re.compile(rf"^(?P<name>.*?)(?:各|均|分别|共)?(?P<word>{_MOVES})(?:了|额)?$")
_SAVED = re.compile(
    rf"^(?P<name>[^比较]*(?:比|较|[与同和](?={_PAST}|[^,;。:]*预算)).*?)(?:各|均|分别|共)?{COMPARED.pattern}$"
)
_MOVED = re.compile(r"^(?:其中)?(?P<word>减少|增加|压减|压缩)了(?P<name>.{2,})$")
"""减少了公务接待费2.00万元 tells a change, and what it lists a part of it."""
_DIFFERENCE = re.compile(rf"^(?:支出)?决算数?(?P<word>大于|高于|小于|低于){_STAGE}*预算数?(?:为)?$")
_CHANGE = re.compile(rf"^(?P<name>.*?)(?:同比|各|均|分别)*(?P<word>{_MOVES})(?:了|率|幅度|比例)?(?:为|达)?$")
"""下降, and 公务接待费较上年下降 where no amount of the change stands before."""
_GAP = re.compile(r"^(?P<name>.*?)(?:差值|差额|相差|差异)(?:数|额)?(?:为|是)?$")
"""How far the actual amount is from what stands before it, without a word for the direction."""
_DIFFERS = re.compile(r"^(?:预决算)?差异率(?:为)?$")
_SHARE = re.compile(r"^[(、]*(?P<part>[^占]*?)所?占(?P<whole>.*?)的?(?:比重|比例|比)?(?:为|达)?$")
_MAKES = re.compile(r"^为(?P<whole>.*(?:支出|收入)(?:合计|总计|总额)?)的$")
"""为本年支出合计的89.29%."""
_WHOLE_BUDGET = re.compile(rf"{_STAGE}*预算(?:安排)?数?")
"""占年初预算的90.91% is how much of it was completed."""
_COMPLETION = re.compile(
    rf"^(?P<name>.*?)(?:决算数?)?(?:完成了?(?P<stage>{_STAGE})*预算(?:安排)?数?(?:的|率为|为)?"
    rf"|(?:(?P<of>{_STAGE})?预算(?:安排)?数?的?)?(?:完成率|执行率|完成比例|执行比例)(?:为|达|达到)?)$"
)
_BUDGET = re.compile(
    rf"^(?P<name>.*?)(?P<done>完成了?|比|较|与|为|占)?(?P<stage>{_STAGE})*预算(?:安排)?(?:总?数|数额|总额)?(?:为|是|的|共计?|合计)?$"
)
_FUND = re.compile(r"(?:一般公共|政府性基金|国有资本经营)预算(?:为|是|共)?$")
"""The name of a fund that ends like the name of a budget."""
_LAST = re.compile(rf"^(?P<name>.*?)(?:同比|比|较|与|同|和){_PAST}(?:为)?$|^(?:上一?年|去年){_WHEN}(?:为|是)?$")
"""比上年760.00万元, and 上年支出10.00万元 in a list of amounts of one thing."""
_OPENED = re.compile(r"\((?:[^()]{0,12}(?:合计|决算))?数?$")
"""较2022年度(3300.00万元)增加 tells last year's amount in brackets."""
OWN = "上年"
"""The word of last year's amount as a statement of its own: 上年同期为0万元."""
_ANOTHER_TIME = re.compile(r"(?<![比较与和同])(?:上一?年(?!度?结转|末结转)|去年|预计|以前年度)")
_COMPARED = re.compile(
    r"(?P<same>同比)|(?:比|较|相较于?)(?P<a>[^,;。:]*)|[与同和](?P<b>[^,;。:]*?)(?:相比|比较|对比)"
    rf"|[与同和](?P<c>(?:{_PAST}|20\d\d年度?年初|{_STAGE}*预算)[^,;。:]*)"
)
_BASE_IN_NAME = re.compile(
    rf"(?:按?(?:同|可比)口径)?同比(?:{_PAST})?|按?(?:同|可比)口径(?=[比较与同]|$)|{_LAST_BUDGET}(?:数字|数)?"
    rf"|[,]?(?:比|相?较于?|[与同和])(?:{_PAST}|(?:20\d\d年度?)?{_STAGE}*预算(?:安排)?(?:总?数)?)(?:相比|比较)?(?:[,](?=.))?"
)


_OTHER_MONEY = re.compile(
    r"(?:非财政(?:拨款)?|事业收入|经营收入|自有|自筹|单位|其他)(?:资金|收入|经费)?(?:中)?(?:列支|安排|支付|开支|承担|负担)(?:(?!财政拨款)[^;。])*$"
)
"""What was paid with other money is in no form of 财政拨款: 使用事业收入列支的公务接待费."""
_AFTER_BASE = re.compile(r"^(?:相比|比较|对比)[,，]?")
"""What stands after a base with its amount: 与年初预算749.00万元相比."""
_EACH = re.compile(r"(?:各|均|分别|都|共)$")
_LEVEL = re.compile(r"(?:基本)?(?:无增减变化|无变化|没有变化|持平|一致)(?=[,;。]|$)")


@dataclass(frozen=True, slots=True)
class Words:
    """The words before a figure, understood."""

    role: str
    name: str = ""
    """What the figure is of; "" where the words do not name it."""
    word: str = ""
    """增加, 减少 … of a change."""
    base: str = ""
    """BUDGET or LAST: what a change is against; "" where the words do not say."""
    stage: str = ""
    whole: str = ""
    done: bool = False
    """A budget of which the text goes on to tell how much of it was completed: 完成预算11.00万元的90.91%."""


def base_of(lead: str) -> str:
    """What the words since the last figure compare with: the last comparison among them decides."""
    found = ""
    for match in _COMPARED.finditer(lead):
        what = match["a"] or match["b"] or match["c"] or ""
        if match["same"]:
            found = LAST
        elif re.match(rf"{_PAST}(?:年初)?预算", what):
            found = OTHER  # last year's budget is told nowhere
        elif "预算" in what and not _FUND.search(what):
            found = BUDGET
        elif re.match(_PAST, what) or "上年" in what:
            found = LAST
    return found


def without_base(text: str) -> str:
    """Words without what they compare with: 收入支出总计与上年相比 is about 收入支出总计."""
    return _EACH.sub("", _LEVEL.sub("", _BASE_IN_NAME.sub("", _AFTER_BASE.sub("", text))))


def _plans(budget: "re.Match[str]") -> bool:
    """Whether words that end in 预算 tell a budget: 支出决算为预算数的 does, 决算数 beside it does not."""
    return "决算" not in budget["name"] or budget["done"] in ("为", "占")


def amount_words(before: str, lead: str, sentence: str = "") -> Words:
    """The role of an amount; the words back to the last stop, to the last figure, to the start of the sentence."""
    if differs := _DIFFERENCE.match(before):
        return Words(DELTA, word=differs["word"], base=BUDGET)
    if gap := _GAP.match(before):
        return Words(DELTA, gap["name"], APART, base_of(lead))
    if delta := _DELTA.match(before) or _SAVED.match(before):
        return Words(DELTA, without_base(delta["name"]), delta["word"], base_of(lead))
    if moved := _MOVED.match(before):
        return Words(OTHER, moved["name"], moved["word"])
    before = re.sub(rf"(?:{_MOVES})(?:为|到|至)$", "为", before)  # 减少为0.00 tells the amount itself
    if (budget := _BUDGET.match(before)) and _plans(budget) and not _FUND.search(before):
        name = re.sub(r"^[,]?(?:比|较|[与同和])", "", budget["name"])
        return Words(
            BUDGET, name, stage=budget["stage"] or "", done=(budget["done"] or "").startswith(("完成", "为", "占"))
        )
    if last := _LAST.match(_OPENED.sub("", before)):
        return Words(LAST, last["name"] or "", word="" if last["name"] is not None else OWN)
    if _ANOTHER_TIME.search(before) or _OTHER_MONEY.search(sentence):
        return Words(OTHER)
    return Words(ACTUAL, before)


def rate_words(before: str, lead: str, *, after_done: bool, times: bool = False) -> Words:
    """The role of a percentage; `after_done`: the last figure was a budget of which this tells the completed part.

    `times`: it is told in times, 增长4倍, of which nothing but a change is understood.
    """
    if times and not _CHANGE.match(before):
        return Words(OTHER)
    if after_done and before in ("的", ""):
        return Words(COMPLETION)
    if share := _SHARE.match(before):
        if _WHOLE_BUDGET.fullmatch(share["whole"]):
            return Words(COMPLETION, share["part"])
        return Words(SHARE, share["part"], whole=share["whole"])
    if made := _MAKES.match(before):
        return Words(SHARE, whole=made["whole"])
    if change := _CHANGE.match(before):
        return Words(CHANGE, without_base(change["name"]), change["word"], base_of(lead))
    if _DIFFERS.match(before):
        return Words(CHANGE, base=BUDGET)
    if done := _COMPLETION.match(before):
        return Words(COMPLETION, done["name"], stage=done["stage"] or done["of"] or "")
    return Words(OTHER)
