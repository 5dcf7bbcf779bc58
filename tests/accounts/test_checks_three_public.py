"""A page that publishes the three public expenses alone: their form and what the text says of it."""

from pathlib import Path

import pytest

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.readers.read import read_disclosure

ROWS = (
    ("合 计", "3", "1.71"),
    ("因公出国（境）费", "", ""),
    ("公务接待费", "1", "0.53"),
    ("公务用车购置及运行维护费", "2", "1.18"),
    ("其中：公务用车运行维护费", "2", "1.18"),
    ("公务用车购置费", "", ""),
)
TEXT = """某省某县文物保护中心2023年度一般公共预算财政拨款“三公”经费支出预算为3万元，支出决算为1.71万元，完成预算的57%。
某省某县文物保护中心2023年度一般公共预算财政拨款“三公”经费支出决算中，公务接待费支出决算0.53万元，占30.99%；公务用车购置及运行维护费支出决算1.18万元，占69.01%。具体情况如下：
1.因公出国（境）费支出0万元，与2023年度预算相比无增减。
2.公务接待费预算为1万元，支出决算为0.53万元，完成预算的53%；与2023年度预算相比，减少0.47万元，下降47%，下降的原因是接待减少。国内公务接待10批次，100人次。
3.公务用车购置及运行维护费支出1.18万元，与2023年度预算相比减少0.82万元，下降41%，主要是节约。公务用车保有量1辆，购置0辆。"""


def page(path: Path, text: str) -> Path:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    head = "<tr><td>项 目</td><td>预 算 数</td><td>决 算 数</td></tr>"
    lines = "".join(f"<p>{line}</p>" for line in text.splitlines())
    path.write_text(
        '<html><meta charset="utf-8"><body><p>某县文物保护中心2023年度一般公共预算财政拨款“三公”经费支出决算</p>'
        f"<p>一、2023年度一般公共预算财政拨款“三公”经费支出决算表</p><p>单位：万元</p><table>{head}{cells}</table>"
        f"<p>二、2023年度一般公共预算财政拨款“三公”经费支出情况说明</p>{lines}</body></html>",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("占30.99%", "占30.99%", []),
        ("占30.99%", "占69%", ["N111"]),
        ("占69.01%", "占31%", ["N111"]),
        ("完成预算的57%", "完成预算的43%", ["N114"]),
        ("完成预算的53%", "完成预算的47%", ["N114"]),  # 1万元 is 1.00 in the form, no amount from 0.50 on
        ("减少0.47万元，下降47%", "减少0.1万元，下降10%", ["N119"]),
        ("减少0.47万元，下降47%", "减少0.47万元，下降4.7%", ["N112"]),
        ("与2023年度预算相比减少0.82万元，下降41%，主要是节约", "与2023年度预算相比无变化", ["N116"]),
        ("因公出国（境）费支出0万元，与2023年度预算相比无增减", "因公出国（境）费支出0万元，增长0%", []),
    ],
)
def test_what_is_told_of_a_slip(old: str, new: str, told: list[str], tmp_path: Path) -> None:
    assert TEXT.count(old) == 1
    found = check(read_disclosure(page(tmp_path / "三公经费.html", TEXT.replace(old, new))))
    assert [item.code.code for item in found] == told


def test_rules_on_budgets_that_a_text_names_make_it_no_budget(tmp_path: Path) -> None:
    path = tmp_path / "三公经费.txt"
    path.write_text(
        "2023年某市部门决算“三公”经费支出情况说明\n\n"
        "按照上级有关文件及部门预算管理有关规定，“三公”经费包括因公出国（境）费、公务用车购置及运行维护费和公务接待费。\n\n"
        "经汇总，本级2023年“三公”经费决算数为10.00万元，其中：因公出国（境）费0万元；公务接待费2.00万元；"
        "公务用车购置及运行维护费8.00万元。\n",
        "utf-8",
    )
    read = read_disclosure(path)
    assert [item.code.code for item in (*read.findings, *check(read))] == ["X131"]
    assert "汇总" not in read.disclosure.unit.name
