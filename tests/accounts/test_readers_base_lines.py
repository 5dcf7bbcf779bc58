"""A pdf page saved as text: each base line of the page is a line of the file, so that a row may lie on several."""

from pathlib import Path

import pytest
from test_readers_aligned_text import read
from test_readers_variations import cells, codes

from mingzhang.accounts.readers.reading import ReadDisclosure

FORM_03 = "支出决算表\n\n                                                         单位：万元\n\n"
FORM_05 = "一般公共预算财政拨款支出决算表\n\n                                         单位：万元\n\n"


def rows(found: ReadDisclosure, number: str, column: str) -> dict[str, str]:
    return {row: printed for (row, name), printed in cells(found, number).items() if name == column}


RAISED = """\
             项目                本年支出合计    基本支出    项目支出
  科目编码           科目名称

                                                 5.00
                                   9.00                       4.00
类   款   项
                     合计
                                                 5.00
208          社会保障和就业支出    6.00                       1.00
                                                 5.00
208  05      行政事业单位养老支出  6.00                       1.00
208  05   05                       5.00          5.00
             机关事业单位基本养老
             保险缴费支出

                                                              1.00
208  05   99  其他养老支出         1.00

210          卫生健康支出          3.00                       3.00
"""


def test_figures_that_stand_higher_than_the_words_of_their_row(tmp_path: Path) -> None:
    """合计 shares its row with 类 款 项, and a name goes on below its codes."""
    found = read(tmp_path, FORM_03 + RAISED)
    assert codes(found) == []
    assert rows(found, "03", "基本支出") == {"合计": "5.00", "208": "5.00", "20805": "5.00", "2080505": "5.00"}
    assert rows(found, "03", "项目支出") == {
        "合计": "4.00",
        "208": "1.00",
        "20805": "1.00",
        "2080599": "1.00",
        "210": "3.00",
    }
    names = {address.row: place.label for address, place in found.places.items()}
    assert names["2080505"] == "机关事业单位基本养老保险缴费支出"


BETWEEN = """\
科目编码     科目名称                合计      基本支出    项目支出
合计                                 9.00      5.00        4.00
208          社会保障和就业支出      6.00                  1.00
                                               5.00
20805        行政事业单位养老支出    6.00                  1.00
210          卫生健康支出            3.00                  3.00
"""
LOWERED = BETWEEN + "                                                0.00\n"
"""The last line can only go with the row above it, and so the first does."""


def test_figures_between_two_rows_that_both_have_room_for_them_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, FORM_05 + BETWEEN)
    assert "R202" in codes(found)
    assert rows(found, "05", "基本支出") == {"合计": "5.00"}
    assert not found.facts["05"].whole


def test_figures_all_stand_on_one_side_of_their_rows(tmp_path: Path) -> None:
    found = read(tmp_path, FORM_05 + LOWERED)
    assert codes(found) == []
    assert rows(found, "05", "基本支出") == {"合计": "5.00", "208": "5.00", "210": "0.00"}


FORM_06 = """\
一般公共预算财政拨款基本支出决算表

                                                              单位：万元

  经济分类                                 经济分类
  科目编码                                 科目编码
             科目名称          决算数                  科目名称     决算数
 类    款                                 类    款

                                 8.00                                3.00
301                                      302
            工资福利支出                              商品和服务支出

                                 5.00                                1.00
301   01                                 302
            基本工资                             01   办公费

                                 3.00
301   08   机关事业单位基本养老          302
                                                 06   电费
           保险缴费

303   01   离休费                        302     24   被装购置费
303   02                                 302
           退休费                                25   专用燃料费

                                                                     2.00
303   03                                 302          其他商品和服
           退职（役）费                          99
                                                      务支出
                                 8.00                                3.00
           人员经费合计                              公用经费合计
"""


def test_form_06_whose_rows_lie_on_several_lines(tmp_path: Path) -> None:
    found = read(tmp_path, FORM_06)
    assert codes(found) == []
    assert rows(found, "06", "决算数") == {
        "301": "8.00",
        "30101": "5.00",
        "30108": "3.00",
        "302": "3.00",
        "30201": "1.00",
        "30299": "2.00",
        "人员经费合计": "8.00",
        "公用经费合计": "3.00",
    }


FORM_04 = """\
财政拨款收入支出决算总表

                                                                            单位：万元

         收入                                      支出
                                                       一般公共预算   政府性基金预
         项目           决算数         项目     合计
                                                       财政拨款       算财政拨款
                        8.00
一、一般公共预算财政           一、一般公共服务支出
拨款
二、政府性基金预算财    1.00 二、外交支出
政拨款
                               三、国防支出     9.00    8.00

                               四、公共安全支出
\f                             五、教育支出
                               六、科学技术支出
                        9.00                              9.00
本年收入合计                   本年支出合计     9.00
年初财政拨款结转       1.00    年末财政拨款结  1.00    1.00
和结余                         转和结余
总计                   10.00   总计            10.00   10.00
"""


def test_a_page_that_goes_on_with_rows_without_figures(tmp_path: Path) -> None:
    """A row of a page's top is numbered as headings are; one space parts a figure from the right side's name."""
    found = read(tmp_path, FORM_04)
    assert codes(found) == []
    assert rows(found, "04", "金额") == {
        "一般公共预算财政拨款": "8.00",
        "政府性基金预算财政拨款": "1.00",
        "本年收入合计": "9.00",
        "年初财政拨款结转和结余": "1.00",
        "总计": "10.00",
    }
    assert rows(found, "04", "一般公共预算财政拨款") == {
        "国防支出": "8.00",
        "本年支出合计": "9.00",
        "年末财政拨款结转和结余": "1.00",
        "总计": "10.00",
    }


NEXT_PAGE = """\
合计                                 9.00      9.00
208          社会保障和就业支出      6.00      6.00
20805        行政事业单位养老支出    6.00      6.00
2080505      机关事业单位养老        6.00      6.00
\f210          卫生健康支出            3.00                 3.00
21011        行政事业单位医疗        3.00                 3.00
2101101      行政单位医疗            3.00                 3.00
"""


def test_another_column_of_the_next_page_is_not_taken_for_the_first_pages(tmp_path: Path) -> None:
    """The first page prints basic, the second project expenditure: two columns of amounts each."""
    found = read(tmp_path, FORM_05 + BETWEEN.splitlines()[0] + "\n" + NEXT_PAGE)
    got = rows(found, "05", "基本支出")
    assert got == {"合计": "9.00", "208": "6.00", "20805": "6.00", "2080505": "6.00"}
    assert "R213" in codes(found) or rows(found, "05", "项目支出")["210"] == "3.00"


VERTICAL = """\
财政拨款“三公”经费支出决算表
                                        公开07表
单位：某市财政局      2024年度      金额单位：万元

   项目                         预算数      决算数
   合计                           3.00        2.10
1、因公出国（境）费
2、公务接待费
3、公务用车购置及运行费           3.00        2.10
其中：（1）公务用车运行维护费     3.00        2.10
（2）公务用车购置费
"""


def test_rows_without_figures_below_an_empty_line_end_no_table(tmp_path: Path) -> None:
    found = read(tmp_path, VERTICAL)
    assert codes(found) == []
    assert rows(found, "07", "决算数") == dict.fromkeys(("合计", "公务用车购置及运行费", "公务用车运行维护费"), "2.10")


@pytest.mark.parametrize("figure", ["3.00", "13.00"])
def test_an_amount_under_the_heading_of_names_is_told(tmp_path: Path, figure: str) -> None:
    """The last page of a file without page breaks stands further left than the first."""
    lines = BETWEEN.replace("                                               5.00\n", "").splitlines()
    found = read(tmp_path, FORM_05 + "\n".join([*lines, f"211          节能环保支出     {figure}"]))
    assert "R211" in codes(found) or "R202" in codes(found)
    assert not found.facts["05"].whole
