"""What is wrong in two real documents, as found by reading them by eye; the documents are no part of the repository."""

from collections import Counter

from test_readers_real import report

from mingzhang.accounts.checks.check import check
from mingzhang.findings import Finding


def told(found: list[Finding], code: str) -> list[str]:
    return [f"{item.printed}|{item.place.page or item.place.row}" for item in found if item.code.code == code]


def test_putuo() -> None:
    found = check(report("putuo-finance-2024.pdf"))
    assert told(found, "N101") == ["0.3万元|21"]  # 财政拨款收入支出总计 is 2,961.68 in form 04
    assert told(found, "N111") == ["71.73%|21"]  # 2106.66 of 2940.05 is 71.65%
    assert told(found, "N171") == ["0%等，共 2 处|23"]  # 出国 and 公车 have no budget, and no money
    assert len(told(found, "N117")) == 1  # 持平, because of 减少支付
    assert told(found, "N120") == ["个人农业生产补贴|23"]  # the next line of form 06 has the money: 奖励金
    assert told(found, "F104") == ["326.71|6", "326.71|12"]
    assert len(told(found, "N146")) == 1  # 等基本支出 of an item that is project expenditure
    assert len(told(found, "X105")) == 3
    assert Counter(item.code.code for item in found) == {
        "N101": 1, "N111": 1, "N171": 1, "N117": 1, "N120": 1, "N146": 1, "F104": 2, "X105": 3,
    }  # fmt: skip


def test_panjin() -> None:
    found = check(report("panjin-2023.txt"))
    assert len(told(found, "N110")) == 22
    assert told(found, "N171") == ["0.00%等，共 7 处|94"]  # four of them shares of procurement that was not
    assert len(told(found, "N115")) == 3  # 完成年初预算的 0.00% of a unit that had none, and spent
    assert told(found, "N120") == [
        "离休费、生活补助、奖励金|89",
        "手续费、物业费、因公出国(境)费用、租赁费、会议费、培训费、公务接待费、福利费、专用设备购置、信息网络及软件购置更新|89",
    ]
    assert len(told(found, "X106")) == 3  # 截至…日， as a paragraph of its own; 反应…单位。用于…; a term over two
    assert len(told(found, "P163")) == 1  # 自评覆盖率0% of seven projects that were evaluated
    assert len(told(found, "P153")) == 1  # 安保人数 = 50, actual 40, scored in full
    # three of the eight projects that 项目支出 is said to consist of have no form
    assert [item.printed.count("、") for item in found if item.code.code == "P176"] == [2]
    # 5000 and 5191 of a unit that spent 3623.33: true of subsidies paid into the funds, but no word of the document
    # says so, and its reader cannot tell them from a wrong figure. So a hint, and it asks for that word.
    assert [item.place.block for item in found if item.code.code == "P174"] == [
        "机关事业养老保险补助",
        "企业职工基本养老保险补助",
    ]
    assert len(told(found, "X104")) == 5  # 反应 for 反映, 构建物 for 构筑物
    assert len(told(found, "F104")) == 2
    assert {item.code.code for item in found} == {
        "N110",
        "N171",
        "N115",
        "N120",
        "P153",
        "P163",
        "P165",
        "P174",
        "P178",
        "P176",
        "X104",
        "X106",
        "F104",
    }
