"""历年缴费指数: a Sichuan record of contributions year by year, as an agency printed it."""

import polars as pl

from mingzhang.insurance.award.awarding import award
from mingzhang.insurance.award.joining import join_records
from mingzhang.insurance.award.source import Source
from mingzhang.insurance.law.loader import load_law
from mingzhang.money import decimal_text, fen_of_yuan

# 年份 月数 月平均缴费基数 当年缴费指数
RECORD = """
1997 10 200.70 0.428
1998 12 196.08 0.396
1999 12 324.58 0.602
2000 12 323.75 0.522
2001 12 448.42 0.600
2002 12 447.00 0.522
2003 12 579.75 0.600
2004 12 1171.92 1.000
2005 12 1318.83 1.000
2006 12 1318.83 1.000
2007 12 1487.67 1.000
2008 12 1776.00 1.000
2009 12 2086.50 1.000
2010 12 2380.25 1.000
2011 12 2759.33 1.000
2012 12 3160.00 1.000
2013 12 3593.00 1.000
2014 12 2451.00 0.600
2015 12 3582.00 0.800
2016 12 4035.00 0.800
2017 12 3290.00 0.600
2018 12 3582.00 0.600
2019 12 3498.33 0.522
2020 12 5000.00 0.866
2021 12 3625.00 0.584
2022 12 6166.33 0.909
2023 12 6198.75 0.876
2024 12 4511.00 0.600
2025 9 4511.00 0.590
"""


def test_the_indices_of_a_sichuan_record_come_out_year_by_year() -> None:
    rows = [line.split() for line in RECORD.strip().splitlines()]
    years = [
        {"编号": "甲", "年份": year, "月数": months, "缴费基数_分": fen_of_yuan(base) * int(months), "记账额": "0"}
        for year, months, base, _ in rows
    ]
    records = pl.DataFrame(years, schema_overrides={"缴费基数_分": pl.Int64})
    person = pl.DataFrame([{"编号": "甲", "参保地": "四川", "退休年月": "2025-09", "建账年月": "1996-01"}])
    found = join_records(person, records, load_law(), Source(), Source())
    assert [item.text() for item in found.findings] == []
    assert [decimal_text(row.index, 3) for row in found.history] == [index for *_, index in rows]
    [total] = found.people["缴费指数之和"].to_list()
    assert str(total).rstrip("0") == "22.017"
    form = {"参保地": "四川", "截止年月": "2025-09", "缴费月数": "345", "实际缴费月数": "345", "缴费指数之和": "22.017"}
    award_of = award(pl.DataFrame([form | {"个人账户储存额": "0"}]), "权益记录", law=load_law())
    assert str(award_of.table["历年平均缴费指数"][0]).rstrip("0") == "0.759"  # 345 months are 29 years
