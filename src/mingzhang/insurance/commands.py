"""The insurance wing's commands. Heavy imports stand inside each command, so that `mingzhang --help` is quick."""

from pathlib import Path
from typing import Any

import click

from mingzhang.terminal.commands import ChineseCommand

REGION_HELP = "地区：省、市的全称、简称或六位行政区划代码。"
LAW_HELP = "自己的参数文件（csv），优先于随附的参数；可写多次。"
JSON_HELP = "输出 JSON，供其他程序读取。"
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
own_law = click.option("--law", "own_files", type=FILE, multiple=True, metavar="文件", help=LAW_HELP)
as_json = click.option("--json", "json_wanted", is_flag=True, help=JSON_HELP)
sure = click.option(
    "--sure",
    type=click.Choice(["原文", "互证", "通说", "存疑"]),
    default="存疑",
    help="参数的可信度至少要达到哪一级，不够的按没有参数处理；不写则都可用，并提示待核实。",
)
at_month = click.option("--at", "at", metavar="年月", help="按这个月已公布的参数核定；不写则按全部已知参数。")

POSTS = {"worker": "工人", "cadre": "干部", "flexible": "灵活就业", "senior": "高级职称", "special": "特殊工种"}
SEXES = {"M": "男", "F": "女", "男": "男", "女": "女"}


@click.command(cls=ChineseCommand)
@click.option("--born", required=True, metavar="年月", help="出生年月，如 1972-11。")
@click.option("--sex", required=True, type=click.Choice(list(SEXES)), help="性别。")
@click.option(
    "--post",
    default="worker",
    type=click.Choice([*POSTS, *POSTS.values()]),
    help="身份：worker 工人，cadre 干部，flexible 灵活就业，senior 高级职称，special 特殊工种。不写为工人。",
)
@click.option("--region", default="全国", metavar="地区", help=REGION_HELP)
@click.option("--original-age", metavar="岁", help="改革前的退休年龄；当地另有规定的写明。")
@own_law
@as_json
def retire(own_files: tuple[Path, ...], json_wanted: bool, post: str, sex: str, **asked: str | None) -> None:
    """法定退休年月、弹性退休区间、最低缴费月数和计发月数。"""
    from mingzhang.insurance.award.tasks import show_scheme

    facts = {"性别": SEXES[sex], "身份": POSTS.get(post, post)}
    titles = {"参保地": "region", "出生年月": "born", "原退休年龄": "original_age"}
    facts |= {title: said for title, option in titles.items() if (said := asked[option])}
    show_scheme("退休年龄", facts, own_files, None, json_wanted=json_wanted)


@click.command(cls=ChineseCommand)
@click.option("--wage", required=True, metavar="元", help="申报的月工资；灵活就业人员写自选的基数。")
@click.option("--month", required=True, metavar="年月", help="费款所属期，如 2025-03。")
@click.option("--to", "to_month", metavar="年月", help="到哪个月为止，逐月计算；不写则只算一个月。")
@click.option("--region", default="辽宁", metavar="地区", help=f"{REGION_HELP}不写为辽宁省。")
@click.option(
    "--kind",
    default="企业职工",
    type=click.Choice(["企业职工", "灵活就业", "机关事业"]),
    help="参保类别，不写为企业职工。",
)
@click.option("--injury-class", metavar="类别", help="工伤保险行业类别，1 至 8；写了就一并计算工伤保险费。")
@click.option("--floating", metavar="比例", help="工伤保险浮动费率，如 80%；不写为 100%。")
@click.option("--late-days", metavar="天数", help="欠缴的天数，计算滞纳金。")
@click.option("--due", metavar="日期", help="缴费的最后一日；与 --paid-on 合用，逐月推算欠缴的天数。")
@click.option("--paid-on", metavar="日期", help="实际缴费的日期，如 2025-06-22。")
@click.option("--paid-at", metavar="年月", help="当时按这个月已公布的上下限预缴；列出公布后应补应退的差额。")
@own_law
@as_json
def contribute(json_wanted: bool, own_files: tuple[Path, ...], **asked: str | None) -> None:
    """缴费基数、单位和个人应缴、记入个人账户、滞纳金，以及上下限晚公布时的结算差额。"""
    from mingzhang.insurance.award.contributing import show_contributions

    show_contributions({name: value for name, value in asked.items() if value is not None}, own_files, json_wanted)


@click.command(cls=ChineseCommand)
@click.argument("source", type=FILE, metavar="案卷.toml或人员.parquet")
@click.option("--scheme", metavar="待遇", help="待遇种类；不写则看案卷，案卷未写则为企业职工养老。")
@at_month
@sure
@click.option("--records", type=FILE, metavar="文件", help="逐年缴费记录（parquet 或 csv），由此计算指数和账户。")
@click.option("--prior", type=FILE, metavar="文件", help="以前的核定结果（--json 的输出），列出逐月差额。")
@click.option("--until", metavar="年月", help="已发放到哪个月；与 --prior 合用，不写则到核定年月。")
@click.option("--stopped", metavar="年月", help="应停发的前一个月（死亡当月等）；与 --prior 合用，其后多发的应追回。")
@click.option(
    "-o",
    "--output",
    "outputs",
    type=click.Path(dir_okay=False, path_type=Path),
    multiple=True,
    metavar="文件",
    help="写到文件：案卷可写 .pdf、.docx、.json，批量可写 .parquet、.csv（中央调剂都可以）；可写多次。",
)
@own_law
@as_json
def award(source: Path, outputs: tuple[Path, ...], own_files: tuple[Path, ...], json_wanted: bool, **asked: Any) -> int:
    """核定待遇：一份案卷出核定表，一个数据表出全部结果和问题清单。

    案卷是 TOML 文件；数据表是 parquet 或 csv，每人一行。
    """
    if source.suffix.lower() == ".toml":
        from mingzhang.insurance.award.tasks import award_case

        return award_case(source, outputs, own_files, json_wanted=json_wanted, **asked)
    from mingzhang.insurance.award.batch import award_provinces, award_table

    for name in ("prior", "until", "stopped"):
        if asked.pop(name) is not None:
            raise click.UsageError(f"--{name} 只用于一份案卷")
    if asked["scheme"] == "中央调剂":
        if asked["records"] is not None:
            raise click.UsageError("--records 不用于中央调剂")
        return award_provinces(source, outputs, own_files, at=asked["at"], sure=asked["sure"], json_wanted=json_wanted)
    if json_wanted:
        raise click.UsageError("--json 只用于一份案卷；批量核定用 -o 写到文件")
    return award_table(source, outputs, own_files, **asked)


@click.command(cls=ChineseCommand)
@click.argument("name", required=False, metavar="[参数]")
@click.option("--region", metavar="地区", help=REGION_HELP)
@click.option("--at", "at", metavar="年月", help="在哪个月或哪一年有效，如 2024-03、2024；不写则列出全部年份。")
@click.option("--item", default="", metavar="项", help="分项的参数写哪一项，如计发月数的周岁。")
@click.option("--unconfirmed", is_flag=True, help="只列待核实的值：使用前须由本机构核实。")
@click.option("--list", "list_wanted", is_flag=True, help="列出全部参数的名称和含义。")
@click.option("--template", is_flag=True, help="输出参数文件的样张（csv）。")
@own_law
@as_json
def law(own_files: tuple[Path, ...], json_wanted: bool, **asked: Any) -> int:
    """查参数：什么值，从何时起，依据哪个文件，可信度如何。"""
    from mingzhang.insurance.award.showing import show_law

    return show_law(own_files, json_wanted=json_wanted, **asked)


COMMANDS: tuple[click.Command, ...] = (retire, contribute, award, law)
