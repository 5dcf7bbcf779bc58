"""Accounts that move between places, through the command line."""

import json
from pathlib import Path

import pytest

from .running import case, run


def test_transfers_that_cannot_be_decided(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = '待遇 = "转移接续"\n户籍地 = "盘津"\n关系所在地 = "大连"\n个人账户储存额 = 1\n1998年以来缴费工资合计 = -1\n'
    status, out, err = run(capsys, "award", case(tmp_path, text + '[[参保经历]]\n地区 = "大连"\n月数 = "三年"\n'))
    assert (status, out) == (1, "")
    for code in ("I104", "I204", "I404"):
        assert code in err


def test_what_moves_from_each_place(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A man first insured away from home at 50 has a temporary account there: it pays nothing, and moves whole."""
    text = """
待遇 = "转移接续"
户籍地 = "盘锦"
关系所在地 = "济南"
性别 = "男"
出生年月 = 1965-04
[[参保经历]]
地区 = "长春"
月数 = 100
个人账户储存额 = 10000.00
1998年以来缴费工资合计 = 100000.00
[[参保经历]]
地区 = "济南"
起 = 2015-04
月数 = 121
全部缴费本息 = 80000.50
个人账户储存额 = 20000.50
1998年以来缴费工资合计 = 300000.04
"""
    outputs = [tmp_path / f"转移.{kind}" for kind in ("pdf", "docx", "json")]
    status, out, _ = run(capsys, "award", case(tmp_path, text), *(word for item in outputs for word in ("-o", item)))
    assert status == 0
    assert all(item.exists() for item in outputs)
    values = {line["项目"]: line["值"] for line in json.loads(outputs[2].read_text("utf-8"))["项目"]}
    assert values == {
        "待遇领取地": "辽宁省",
        "从长春市转出": "22,000.00 元",
        "从济南市转出": "80,000.50 元",
        "转移合计": "102,000.50 元",
    }
    status, out, _ = run(capsys, "award", case(tmp_path, text.replace("2015-04", "2015-03")))
    assert "待遇领取地：山东省" in out
    assert "从济南市转出" not in out
    status, _, err = run(capsys, "award", case(tmp_path, text.replace("全部缴费本息 = 80000.50\n", "")))
    assert status == 1
    assert "参保经历第2段.全部缴费本息" in err


def test_cities_of_one_province_count_together(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The rule is about provinces: 70 months in Suzhou and 60 in Nanjing are ten years in Jiangsu."""
    stays = "".join(
        f'[[参保经历]]\n地区 = "{place}"\n月数 = {months}\n个人账户储存额 = 100\n1998年以来缴费工资合计 = 1000\n'
        for place, months in (("苏州", 70), ("南京", 60))
    )
    text = f'待遇 = "转移接续"\n户籍地 = "盘锦"\n关系所在地 = "南京"\n{stays}'
    status, out, _ = run(capsys, "award", case(tmp_path, text))
    assert status == 0
    assert "待遇领取地：江苏省" in out
    assert "（130个月）" in out
    assert "案卷中有南京市、苏州市" in out
    assert "省内流动只转移关系" in out
