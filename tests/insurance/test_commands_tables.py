"""Tables of many people through the command line: bad rows told, the others awarded."""

from pathlib import Path

import polars as pl
import pytest

from mingzhang.findings import ProblemsFound
from mingzhang.insurance.award.awarding import award
from mingzhang.insurance.award.source import Source
from mingzhang.insurance.award.unconfirmed import unconfirmed
from mingzhang.insurance.law.loader import load_law
from mingzhang.insurance.schemes.residents import RESIDENTS_CONTRIBUTION

from .running import run


def people() -> pl.DataFrame:
    good = {
        "编号": "1",
        "参保地": "盘锦",
        "出生年月": "1965-03",
        "退休年月": "2025-04",
        "缴费月数": "400",
        "平均缴费指数": "1.2",
        "个人账户储存额": "90000.00",
    }
    bad = [
        {"参保地": "不存在"},
        {"出生年月": "1965-13"},
        {"出生年月": "1875-01"},
        {"个人账户储存额": "-1"},
        {"个人账户储存额": ""},
        {"退休年月": "2035-01"},
        {"缴费月数": "十年"},
        {"缴费月数": "100"},
        {"平均缴费指数": "0.8一"},
        {"平均缴费指数": "０.8"},
        {"出生年月": "1965-02-29"},
        {"退休年月": "2025-04-31"},
    ]
    return pl.DataFrame([good, *(good | change | {"编号": str(row)} for row, change in enumerate(bad, 2))])


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_bad_rows_are_findings_and_the_others_are_awarded(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str
) -> None:
    source, output = tmp_path / f"人员.{kind}", tmp_path / f"结果.{kind}"
    table = people()
    if kind == "parquet":
        table.write_parquet(source)
    else:
        table.write_csv(source)
    status, out, _ = run(capsys, "award", source, "-o", output)
    assert status == 1
    assert "核定 1 人，未能核定 12 人" in out
    read = pl.read_parquet if kind == "parquet" else pl.read_csv
    assert read(output)["编号"].cast(pl.String).to_list() == ["1"]
    problems = read(tmp_path / f"结果.问题.{kind}")
    assert sorted(problems["编号"].cast(pl.Int64).unique().to_list()) == list(range(2, 14))
    assert problems["行"].min() == (3 if kind == "csv" else 2)


def test_a_table_that_a_spreadsheet_wrote_in_gb18030(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source = tmp_path / "人员.csv"
    table = people().head(1).with_columns(pl.lit("1965-03-31").alias("出生年月"), pl.lit("某单位").alias("单位"))
    source.write_bytes(table.write_csv().encode("gb18030"))
    status, out, err = run(capsys, "award", source, "-o", tmp_path / "结果.csv")
    assert status == 0
    assert "核定 1 人" in out
    assert "I208" in err
    source.write_bytes(b"")
    status, _, err = run(capsys, "award", source)
    assert status == 1
    assert "空文件" in err


def test_findings_of_an_earlier_run_do_not_stay(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source, output = tmp_path / "人员.parquet", tmp_path / "结果.parquet"
    people().write_parquet(source)
    run(capsys, "award", source, "-o", output)
    assert (tmp_path / "结果.问题.parquet").exists()
    people().head(1).write_parquet(source)
    status, _, _ = run(capsys, "award", source, "-o", output)
    assert status == 0
    assert not (tmp_path / "结果.问题.parquet").exists()


def test_contributions_before_birth(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    row = {"编号": "a", "参保地": "盘锦", "退休年月": "2025-08", "出生年月": "1975-05", "建账年月": "1996-01"}
    pl.DataFrame([row]).write_csv(tmp_path / "人员.csv")
    pl.DataFrame([{"编号": "a", "年份": 1974, "月数": 1, "缴费基数": "0"}]).write_csv(tmp_path / "记录.csv")
    law = Path(__file__).parents[2] / "examples" / "insurance" / "示例参数.csv"
    asked = ["award", tmp_path / "人员.csv", "--records", tmp_path / "记录.csv", "--law", law]
    status, _, err = run(capsys, *asked)
    assert status == 1
    assert "I407" in err


def test_decimals_of_an_unusable_row_do_not_reach_the_others() -> None:
    facts = {"参保地": "盘锦", "缴费年月": "2025-03", "缴费档次": "500"}
    rows = [facts | {"补缴年数": "2"}, facts | {"补缴年数": "0.8053"}]
    awards = award(pl.DataFrame(rows), RESIDENTS_CONTRIBUTION)
    assert awards.table["补缴金额_分"].to_list() == [100_000]
    assert [item.place.row for item in awards.findings] == [2]


@pytest.mark.parametrize("rows", [0, 2])
def test_a_column_of_an_unfit_type_is_told_once(rows: int) -> None:
    table = people().head(rows).with_columns(pl.lit(True).alias("参保地"), pl.lit(None).alias("缴费月数"))
    with pytest.raises(ProblemsFound) as caught:
        award(table)
    assert [item.code.code for item in caught.value.findings] == ["I205"]


def test_a_table_without_rows_is_awarded_to_nobody() -> None:
    awards = award(people().head(0))
    assert (awards.table.height, awards.findings) == (0, ())


def test_a_float_column_is_refused_as_a_whole(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source, output = tmp_path / "人员.parquet", tmp_path / "结果.parquet"
    people().with_columns(pl.lit(1.5).alias("个人账户储存额")).write_parquet(source)
    status, _, err = run(capsys, "award", source, "-o", output)
    assert status == 1
    assert "I205" in err
    assert not output.exists()


def test_records_that_cannot_be_used(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "examples" / "insurance"
    pl.DataFrame({"编号": ["a", "b", "b", "c"], "参保地": ["盘锦"] * 4, "退休年月": ["2025-08"] * 4}).write_csv(
        tmp_path / "人员.csv"
    )
    rows = [
        ("a", 2024, 12, "40000"),
        ("a", 2025, 8, "30000"),
        ("c", 2024, 12, "1"),
        ("c", 2024, 1, "1"),
        ("d", 2024, 1, "1"),
    ]
    pl.DataFrame(rows, schema=["编号", "年份", "月数", "缴费基数"], orient="row").write_csv(tmp_path / "记录.csv")
    law = folder / "示例参数.csv"
    status, out, err = run(
        capsys,
        "award",
        tmp_path / "人员.csv",
        "--records",
        tmp_path / "记录.csv",
        "--law",
        law,
        "-o",
        tmp_path / "果.csv",
    )
    assert status == 1
    assert "核定 0 人，未能核定 4 人" in out
    for code in ("I207", "I210", "I211", "I402"):
        assert code in err


def test_a_parameter_that_a_whole_batch_lacks_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    person = {"参保地": "盘锦", "调整年月": "2025-01", "缴费年限": "30", "调整前月养老金": "3000", "年龄": "72"}
    rows = [person | {"编号": number} for number in "甲乙丙丁"]
    rows[2]["调整前月养老金"] = "三千"
    path, out = tmp_path / "人员.csv", tmp_path / "调整.csv"
    pl.DataFrame(rows).write_csv(path)
    status, said, _ = run(capsys, "award", path, "--scheme", "养老金调整", "-o", out)
    assert status == 1
    assert "核定 0 人，未能核定 4 人" in said
    found = pl.read_csv(tmp_path / "调整.问题.csv")
    assert found.height == 8  # the amount that is no number, and seven parameters
    lacking = found.filter(pl.col("代码") == "I301")
    assert set(lacking["涉及"]) == {"共 3 行：2至3、5"}
    assert set(lacking["编号"]) == {"甲"}


def test_a_batch_says_which_values_are_not_confirmed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = {"退休年月": "2025-05", "计发基数": "8000", "计发月数": "139", "缴费月数": "400", "过渡性缴费月数": "0"}
    facts |= {"平均缴费指数": "1", "个人账户储存额": "100000"}
    path, out = tmp_path / "人员.csv", tmp_path / "核定.csv"
    for places, said in [
        ("内蒙古", "年限取位（内蒙古自治区）"),
        ("内蒙古 青海 云南", "年限取位（内蒙古自治区、青海省）"),
    ]:
        pl.DataFrame([facts | {"编号": place, "参保地": place} for place in places.split()]).write_csv(path)
        status, _, err = run(capsys, "award", path, "-o", out)
        assert status == 0
        (told,) = (line for line in err.splitlines() if "I403" in line)
        assert said in told
        assert pl.read_csv(tmp_path / "核定.问题.csv")["代码"].to_list() == ["I403"]
    named = unconfirmed(load_law().all(), Source())[0].printed or ""
    assert "计发基数（" in named
    assert "个地区）" in named
    pl.DataFrame([facts | {"编号": "甲", "参保地": "辽宁"}]).write_csv(path)
    assert "I403" not in run(capsys, "award", path, "-o", out)[2]
