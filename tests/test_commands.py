"""The commands as a user calls them: exit status, Chinese words, any console, nothing half-written."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from mingzhang.accounts.disclosure_json import from_json
from mingzhang.accounts.pipeline import example_folder
from mingzhang.cli import cli

EXAMPLE = example_folder("panjin-2023")


def call(*arguments: str | Path, encoding: str = "utf-8", folder: Path | None = None) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a fresh process with the given console encoding."""
    done = subprocess.run(
        [sys.executable, "-m", "mingzhang", *map(str, arguments)],
        capture_output=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
    )
    return done.returncode, done.stdout.decode(encoding, "replace"), done.stderr.decode(encoding, "replace")


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_the_demo_on_any_console(tmp_path: Path, encoding: str) -> None:
    status, out, problems = call("demo", "-o", tmp_path, encoding=encoding)
    assert (status, "Traceback" in problems) == (0, False)
    assert "本年支出 3,623.33 万元" in out
    assert "index.html" in out


def test_a_console_without_chinese_does_not_end_in_a_traceback(tmp_path: Path) -> None:
    status, _, problems = call("demo", "-o", tmp_path, encoding="ascii")
    assert (status, "Traceback" in problems) == (0, False)


def test_a_trace_sums_to_the_figure(tmp_path: Path) -> None:
    status, out, _ = call("trace", EXAMPLE, "03", "2080505", "项目支出")
    assert status == 0
    assert "凭证.csv:" in out
    assert out.rstrip().endswith("19,458.33 元；公布为 1.95（万元，四舍五入）")


def test_a_trace_names_a_moved_tail_and_a_derived_balance() -> None:
    assert "四舍五入为 3,315.93" in call("trace", EXAMPLE, "01", "社会保障和就业支出", "--limit", "1")[1]
    assert "由收支平衡推算" in call("trace", EXAMPLE, "04", "总计", "合计", "--block", "支出", "--limit", "1")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build"], "缺少"),
        (["build", "没有的文件夹", "-o", "out"], "不存在"),
        (["build", str(EXAMPLE), "--oops"], "没有选项 --oops"),
        (["nonsense"], "没有这个命令"),
        (["chek"], "没有这个命令 'chek'；是否想用 'check'？"),
        (["re"], "没有这个命令 're'；是否想用 'read'"),
        (["trace", str(EXAMPLE), "77", "合计"], "没有“77”表"),
        (["trace", str(EXAMPLE), "03", "9999999"], "没有“9999999”行"),
        (["trace", str(EXAMPLE), "03", "2080505"], "要指明哪一列"),
        (["trace", str(EXAMPLE), "07", "合计", "预算数"], "没有凭证行"),
    ],
)
def test_an_unusable_call_says_why_in_chinese(arguments: list[str], said: str) -> None:
    status, _, problems = call(*arguments)
    assert status == 2
    assert said in problems
    assert "Traceback" not in problems


def test_help_is_chinese() -> None:
    for name in ("", *cli.commands):
        page = CliRunner().invoke(cli, [*([name] if name else []), "--help"]).output
        assert "用法：" in page
        for english in ("Usage", "Options", "Show this", "required", "default:", "Commands"):
            assert english not in page, name


def test_problems_are_all_told_and_nothing_is_written(tmp_path: Path) -> None:
    """Two unrelated slips in one run: an unbalanced voucher and a missing register item."""
    books = tmp_path / "账册"
    shutil.copytree(EXAMPLE, books)
    vouchers = (books / "凭证.csv").read_text("utf-8-sig").splitlines()
    vouchers[1] = vouchers[1].replace(",20773.50,", ",20773.51,")
    (books / "凭证.csv").write_text("\r\n".join(vouchers) + "\r\n", "utf-8-sig")
    registers = (books / "登记.csv").read_text("utf-8-sig").replace("公务用车,保有量,2", "公务用车,购置数量,2")
    (books / "登记.csv").write_text(registers, "utf-8-sig")
    status, out, problems = call("build", books, "-o", tmp_path / "out")
    assert (status, out) == (1, "")
    assert "0.01" in problems
    assert "凭证.csv" in problems
    assert "保有量" in problems
    assert not (tmp_path / "out").exists()


def test_an_interrupted_build_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mingzhang.accounts import pipeline
    from mingzhang.accounts.renderers import shards

    out = tmp_path / "out"
    pipeline.build(EXAMPLE, out)
    before = {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(shards, "write_lines", stop)
    with pytest.raises(KeyboardInterrupt):
        pipeline.build(EXAMPLE, out)
    assert {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_is_secret_is_withheld_and_listed_for_sign_off(tmp_path: Path) -> None:
    books = tmp_path / "账册"
    shutil.copytree(EXAMPLE, books)
    (books / "涉密.csv").write_text("类别,项目,依据\n功能科目,2080802,某规定第三条\n", "utf-8-sig")
    status, out, _ = call("build", books, "-o", tmp_path / "out")
    assert status == 0
    assert "功能科目 2080802（依据：某规定第三条）" in out
    public = [
        path.read_bytes()
        for path in (tmp_path / "out" / "public").rglob("*")
        if path.suffix in {".html", ".json", ".csv"} and path.name != "codes.csv"  # the official list names every code
    ]
    assert len(public) > 3
    assert not any("伤残抚恤".encode() in content for content in public)


def test_surplus_used_and_distributed_are_built_and_traced(tmp_path: Path) -> None:
    """A 事业 unit: 45,000.33 spent of 30,000.00 earned draws on the surplus; 8,000.00 of operating is distributed."""
    books = tmp_path / "账册"
    shutil.copytree(EXAMPLE, books)
    kept = [line for line in (books / "凭证.csv").read_text("utf-8-sig").splitlines() if "年末结转" not in line]
    for number, (account, side, amount, rest) in enumerate(
        [
            ("6101", 1, "30000.00", ",事业,2080150,基本支出,,"),
            ("7201", 0, "45000.33", ",,2080150,基本支出,30201,"),
            ("6401", 1, "20000.00", ",经营,2080150,经营支出,,"),
            ("7301", 0, "12000.00", ",,2080150,经营支出,30299,"),
        ]
    ):
        sides = (f"{amount},", f",{amount}")
        head = f"2023-06-30,记-9{number},"
        kept.append(f"{head}1,{account},测试,{sides[side]},非财政拨款{rest}")
        kept.append(f"{head}2,8001,测试,{sides[1 - side]},,,,,,")
    (books / "凭证.csv").write_text("\n".join(kept) + "\n", "utf-8-sig")
    status, _, problems = call("build", books, "-o", tmp_path / "out")
    assert status == 0, problems
    form = from_json((tmp_path / "out" / "public" / "disclosure.json").read_text("utf-8")).form("01")
    assert form is not None
    printed = {cell.row: cell.printed for cell in form.cells}
    assert (printed["使用非财政拨款结余"], printed["结余分配"]) == ("1.50", "0.80")
    status, out, _ = call("trace", books, "01", "使用非财政拨款结余")
    assert status == 0
    assert "15,000.33 元没有凭证行" in out


@pytest.mark.parametrize("code", ["20801", "9980101", "208015O"])
def test_a_wrong_code_is_a_finding(tmp_path: Path, code: str) -> None:
    books = tmp_path / "账册"
    shutil.copytree(EXAMPLE, books)
    text = (books / "凭证.csv").read_text("utf-8-sig").replace("2080150", code, 1)
    (books / "凭证.csv").write_text(text, "utf-8-sig")
    status, _, problems = call("build", books, "-o", tmp_path / "out")
    assert (status, "Traceback" in problems) == (1, False)
    assert "B131" in problems
    assert "共计：错误 1 条" in problems


def test_a_place_that_cannot_be_written_is_said_in_chinese() -> None:
    status, _, problems = call("demo", "-o", Path(os.devnull) / "x")
    assert (status, "Traceback" in problems) == (2, False)
    assert "读写不了" in problems


def test_a_file_that_is_no_final_accounts_ends_with_status_2(tmp_path: Path) -> None:
    """A broken workbook and a letter alike: the file cannot be used."""
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04broken")
    (tmp_path / "信.txt").write_text("各单位：请于下周一前报送材料。\n", "utf-8")
    for name in ("坏.xlsx", "信.txt"):
        status, _, problems = call("read", tmp_path / name)
        assert status == 2
        assert name in problems


def test_help_waits_for_no_library() -> None:
    """Everything that takes long to import is imported inside the command that needs it."""
    asked = (
        "import sys, mingzhang.cli; print(*sorted({'polars', 'numpy', 'pydantic', 'yaml', 'lxml'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
