"""Phrasings of other provinces in a report without forms: what each figure is bound to, and the slips that tell it.

The tables stand in goldens/phrases-of-provinces.txt. The sentences are ours, or single phrasings with other figures.
"""

import re
from pathlib import Path

import pytest
from check_samples import alone

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.checks.counted import counts
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.walk import tell
from mingzhang.accounts.readers.limits import Limits
from mingzhang.accounts.readers.read import read_disclosure


def _table(name: str) -> list[str]:
    text = (Path(__file__).parent / "goldens" / "phrases-of-provinces.txt").read_text("utf-8")
    found = re.search(rf"^== {name}.*\n((?:(?!==).*\n)*)", text, re.MULTILINE)
    assert found is not None
    return found[1].strip().splitlines()


SAME = {
    "收入支出总体": "收入支出总计",
    "因公出国境经费": "因公出国境费",
    "公务用车运行费用": "公务用车运行维护费",
    "公务用车运行费": "公务用车运行维护费",
    "公务用车购置及运维费": "公务用车购置及运行维护费",
    "公务接待": "公务接待费",
}
"""What some names are other words for."""


@pytest.mark.parametrize("row", _table("数字"))
def test_each_figure_is_bound(row: str) -> None:
    sentence, expected = (part.strip() for part in row.split("|"))
    told = tell(Known(alone(sentence)))[-1]
    found = [f"{one.role}{_name(one.subject.meaning.name) if one.subject.meaning else '?'}" for one in told.said]
    assert found == expected.split()


def _name(name: str) -> str:
    return SAME.get(name.removesuffix("支出"), name.removesuffix("支出"))


@pytest.mark.parametrize("row", _table("有误"))
def test_a_phrasing_that_holds_is_left_alone_and_its_slip_is_told(row: str) -> None:
    passage, slip, codes = (part.strip() for part in row.split("|"))
    old, new = (part.strip() for part in slip.split("→"))
    assert passage.count(old) == 1
    assert _codes(passage) == set()
    assert _codes(passage.replace(old, new)) & set(codes.split())


def _codes(passage: str) -> set[str]:
    return {item.code.code for item in check(alone("#一、收入支出决算情况说明", passage, _ENOUGH))} - {"X131"}


_ENOUGH = "机关运行经费1.00万元。政府采购支出1.00万元。人员经费1.00万元。"
"""What makes a page the report of final accounts."""


@pytest.mark.parametrize("row", _table("次数"))
def test_each_count_is_of_its_item(row: str) -> None:
    text, expected = (part.strip() for part in row.split("|"))
    told = tell(Known(alone(text + "。")))[-1].text
    assert [f"{one.item.partition('.')[2]}{one.number}" for one in counts(told)] == expected.split()


@pytest.mark.parametrize("row", _table("目录"), ids=lambda row: row.partition(" ")[0])
def test_a_page_of_text_keeps_what_its_contents_promise(row: str, tmp_path: Path) -> None:
    promised = [line.strip() for line in row.split("|")[1:]]
    heads = [re.sub(r"\s\d+$", "", line) for line in promised]
    opened = [] if heads[0].startswith("第一部分") else ["第一部分 基本情况"]
    said = [each for head in heads for each in (head, *([_ENOUGH] if "说明" in head or "总体" in head else []))]
    path = tmp_path / "决算.txt"
    lines = ["某市某局2023年度部门决算", "", "目录", *promised, "", *opened, *said]
    path.write_text("\n".join(lines), "utf-8")
    read = read_disclosure(path, Limits(), path.name)
    assert {item.code.code for item in (*read.findings, *check(read))} - {"X107", "X115"} == {"X131"}
    missing = "\n".join(line for line in lines[: lines.index("") + len(promised) + 3]) + "\n第三部分 说明\n" + _ENOUGH
    path.write_text(missing, "utf-8")
    assert "X120" in {item.code.code for item in check(read_disclosure(path, Limits(), path.name))}


def test_forms_that_could_not_be_read_are_told_and_no_page_of_text_alone(tmp_path: Path) -> None:
    path = tmp_path / "决算.html"
    head = "<p>某市某局2024年度部门决算</p><p>支出决算表</p><p>单位：万元</p>"
    rows = "".join(f"<tr><td>{name}</td><td>1.00</td><td>2.00</td></tr>" for name in ("甲", "乙", "丙"))
    said = "<p>第三部分 2024年度部门决算情况说明</p><p>一、收入支出决算情况说明</p>"
    path.write_text(f"<meta charset=utf-8>{head}<table>{rows}</table>{said}<p>{_ENOUGH}</p>", "utf-8")
    read = read_disclosure(path)
    told = [(item.code.code, item.place.form) for item in (*read.findings, *check(read))]
    assert [form for code, form in told if code == "R201"] == ["03"]
    assert [form for code, form in told if code == "R206"] == ["01", "02", "04", "05", "06", "07", "08", "09"]
    assert "X131" not in {code for code, _ in told}


def test_a_page_of_the_three_public_expenses_promises_no_other_form(tmp_path: Path) -> None:
    rows = [("合计", "246", "167.37"), ("因公出国（境）费", "0", "0"), ("公务接待费", "1", "2.14")]
    rows += [("公务用车购置及运行维护费", "245", "165.23"), ("其中：公务用车运行维护费", "165", "87.07")]
    rows += [("公务用车购置费", "80", "78.16")]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in [HEADS, *rows])
    title = "2021年度一般公共预算财政拨款“三公”经费支出决算"
    told = "公务接待费支出2.14万元，与2021年度预算相比，增加1.14万元，增长114.00%，增长的原因是成立新的机构。"
    for said, codes in ((told, set()), (told.replace("114.00", "1.14"), {"N112"})):
        path = tmp_path / "三公.html"
        head = f"<p>某中心{title}情况说明</p><p>一、{title}表</p><p>单位：万元</p>"
        path.write_text(f"<meta charset=utf-8>{head}<table>{cells}</table><p>二、{title}说明</p><p>{said}</p>", "utf-8")
        read = read_disclosure(path, Limits(), path.name)
        assert {item.code.code for item in (*read.findings, *check(read))} == codes


HEADS = ("项 目", "预 算 数", "决 算 数")


def test_reasons_may_stand_in_the_list_that_a_paragraph_of_its_own_opens() -> None:
    told = "总收入125.08万元，较2022年度决算数增加19.84万元，增长18.85%。"
    items = ("1.经营收入8.00万元，较2022年度决算数增加0.78万元，主要原因是业务增加。", _ENOUGH)
    opened = check(alone("#一、收入支出决算情况说明", told, "收入具体情况如下。", *items))
    assert "N118" not in {item.code.code for item in opened}
    assert "N118" in {item.code.code for item in check(alone("#一、收入支出决算情况说明", told, _ENOUGH))}
