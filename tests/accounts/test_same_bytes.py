"""The same books give the same bytes twice, in every file of both editions; only the date of a build is a parameter."""

import shutil
from pathlib import Path

from click.testing import CliRunner

from mingzhang.accounts.pipeline import example_folder
from mingzhang.cli import cli


def build(books: Path, out: Path, *more: str) -> dict[str, bytes]:
    done = CliRunner().invoke(cli, ["build", str(books), "-o", str(out), *more])
    assert done.exit_code == 0, done.output
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_two_builds_are_the_same_and_the_date_is_a_parameter(tmp_path: Path) -> None:
    moved = Path(shutil.copytree(example_folder("panjin-2023"), tmp_path / "别处" / "账册"))
    once = build(example_folder("panjin-2023"), tmp_path / "one", "--date", "2024-08-20")
    assert build(moved, tmp_path / "two", "--date", "2024-08-20") == once, "another folder, another minute"
    later = build(moved, tmp_path / "three")
    changed = {name for name, data in later.items() if once[name] != data}
    assert changed == {
        f"public/{name}" for name in ("final-accounts.pdf", "final-accounts.docx", "final-accounts.xlsx")
    } | {"public/datapackage/datapackage.json"}
    assert b"D:20240820" in once["public/final-accounts.pdf"]


def test_a_date_that_is_none_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        cli, ["build", str(example_folder("panjin-2023")), "-o", str(tmp_path / "out"), "--date", "2024/8/20"]
    )
    assert done.exit_code == 2
    assert "应为日期，如" in done.output
    assert not (tmp_path / "out").exists()
