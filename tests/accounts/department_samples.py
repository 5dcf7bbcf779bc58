"""Small departments: the department's file beside its units' books; tests change one thing in them."""

from collections.abc import Mapping
from pathlib import Path

from books_samples import BASIC, OTHER, SOUND, Sample

from mingzhang.accounts.forms.registers import declared_registers

TEXTS = """主要职责: [承担人力资源和社会保障工作。]
内设机构: [办公室]
原因:
  变动: {"*": 业务量增加}
  预算差异: {"*": 年中追加}
用途: {"*": 机构运转, "2080109": 机构运转, "2080505": 养老保险缴费, 基本支出: 机构运转, 项目支出: 系统维护}
补充:
  部门整体绩效自评: 未开展。
  部门重点评价: 未开展。
  财政重点评价: 未开展。
"""
DEPARTMENT = """名称: 某市人力资源和社会保障局
地区: 辽宁
类型: 事业
年度: 2023
版式: liaoning-2023
"""
NEW = "无上年数: 是\n无年初预算: 是\n"
BUREAU, CENTRE, SCHOOL = "局本级", "社保中心", "培训学校"


def unit(name: str, code: str, kind: str = "事业") -> Sample:
    """A sound unit, an institution for the most part, with every register filled in."""
    sample = SOUND[kind]()
    sample.unit |= {"名称": name, "代码": code, "地区": "辽宁"}
    sample.texts = TEXTS
    for register, items in declared_registers().items():
        for item in items:
            sample.row("登记", register, item, "1" if register == "车辆" else "0")
    return sample


def bureau() -> dict[str, Sample]:
    """A bureau with two units below, which each got a subsidy of 50.00 from it; no line names the other side."""
    units = {
        BUREAU: unit("某市人力资源和社会保障局本级", "101001"),
        CENTRE: unit("某市社会保险中心", "101002"),
        SCHOOL: unit("某市技工培训学校", "101003"),
    }
    subsidise(units[BUREAU], "100.00")
    return units


def subsidise(superior: Sample, yuan: str) -> None:
    """A superior passes money on that it earned itself."""
    superior.income(yuan, "6101", fund=OTHER)
    superior.spend(yuan, "7501", fund=OTHER, kind="对附属单位补助支出", economic="39999")


def remit(units: Mapping[str, Sample], yuan: str) -> None:
    """The centre pays the bureau out of its business income."""
    units[CENTRE].income(yuan, "6101", fund=OTHER)
    units[CENTRE].spend(yuan, "7401", fund=OTHER, kind="上缴上级支出", economic="39999")
    units[BUREAU].income(yuan, "6301", fund=OTHER).spend(yuan, fund=OTHER, kind=BASIC)


def write(folder: Path, units: Mapping[str, Sample], about: str = DEPARTMENT + NEW, texts: str = TEXTS) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "部门.yaml").write_text(about, "utf-8")
    (folder / "文字.yaml").write_text(texts, "utf-8")
    for name, sample in units.items():
        sample.write(folder / name)
    return folder
