"""Where layouts stand: in the package, and as files of one's own in a folder 版式 inside a unit's books or beside them.

A layout is known by its *key*: its name where it comes with the package, the path of its file where it is one's own.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any

from mingzhang.findings import Place, ProblemsFound, finding

OWN_FOLDER, SUFFIX = "版式", ".toml"
NOT_LAYOUTS = frozenset({"findings"})
"""What else is data in the package's folder."""
Read = Callable[[str], str]
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


def layout_keys() -> list[str]:
    """The layouts that come with the package."""
    folder = resources.files("mingzhang.accounts.layouts")
    names = (item.name.removesuffix(SUFFIX) for item in folder.iterdir() if item.name.endswith(SUFFIX))
    return sorted(set(names) - NOT_LAYOUTS)


def own_folders(books: Path) -> tuple[Path, Path]:
    """Where the layouts of one's own stand, for books in a folder: those of the unit go before those of all beside."""
    return books / OWN_FOLDER, books.parent / OWN_FOLDER


def is_own(key: str) -> bool:
    """Whether a layout is a file of one's own."""
    return key.endswith(SUFFIX)


def name_of(key: str) -> str:
    """A layout's name, which documents bear: never the path of a file."""
    return Path(key).stem if is_own(key) else key


def key_of(asked: str, folders: Iterable[Path] = (), start: Path = Path()) -> str:
    """The key of a layout asked for by its name or the path of its file, from `start`; "" where there is none.

    One's own goes before one of the package.
    """
    if is_own(asked):
        return str(start / asked) if (start / asked).is_file() else ""
    for folder in folders:
        if (folder / f"{asked}{SUFFIX}").is_file():
            return str(folder / f"{asked}{SUFFIX}")
    return asked if asked in layout_keys() else ""


def names(folders: Iterable[Path] = ()) -> list[str]:
    """All that can be asked for by name; files of wording and forms that stand beside are none of them."""
    own = {name for folder in folders for name in beside(folder) if _is_layout(folder / f"{name}{SUFFIX}")}
    return sorted({*layout_keys(), *own})


def _is_layout(path: Path) -> bool:
    """Whether a file may be meant as a layout: one with faults may."""
    try:
        return not {"sections", "statement", "spine", "title", "amounts", "line"} & set(tomllib.loads(_text(path)))
    except (tomllib.TOMLDecodeError, ProblemsFound):
        return True


def beside(folder: Path) -> list[str]:
    """The names of a folder's files, layouts and wordings alike."""
    return sorted(path.stem for path in folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []


def own_reader(key: str, else_read: Read) -> tuple[Read, list[str]]:
    """Reads a file of one's own by its key without suffix and those beside it by name, `else_read` what is not there.

    Also the names that stand beside it. The file itself is not among them: it may stand on one of the package that has
    the same name.
    """
    path = Path(key)
    near = [name for name in beside(path.parent) if name != path.stem]
    return partial(_read, path, frozenset(near), else_read), near


def _read(path: Path, near: frozenset[str], else_read: Read, name: str) -> str:
    if name == str(path).removesuffix(SUFFIX):
        return _text(path)
    return _text(path.parent / f"{name}{SUFFIX}") if name in near else else_read(name)


def _text(path: Path) -> str:
    """A file's text, whatever editor wrote it. Raises ProblemsFound where it is not UTF-8."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        said = "不是 UTF-8 编码的文字，请用编辑器另存为 UTF-8"
        raise ProblemsFound([finding("L101", Place(file=str(path)), printed=said)]) from None


def parsed(code: str, name: str, text: str) -> dict[str, Any]:
    """A file as plain data. Raises ProblemsFound with a finding of `code`, its line and what stands there."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        row = int(at[1]) if at else text.count("\n") + 1
        lines = text.splitlines()
        printed = lines[row - 1].strip() if 0 < row <= len(lines) else ""
        expected = f"从第 {at[2]} 个字符起合乎 TOML 的写法" if at else "文件写完整（引号、括号成对）"
        place = Place(file=f"{name}{SUFFIX}", row=row)
        raise ProblemsFound([finding(code, place, printed=printed, expected=expected)]) from None


def kin(key: str) -> list[Path]:
    """The file of a layout of one's own and those beside it that it stands on: bases, wording with sections, form."""
    found, waiting = [Path(key)], [Path(key)]
    while waiting:
        path = waiting.pop()
        given = parsed("L101", str(path).removesuffix(SUFFIX), _text(path))
        named = [*(given.get(name) for name in ("base", "wording", "evaluation_form")), *_listed(given.get("sections"))]
        near = [path.with_name(f"{name}{SUFFIX}") for name in named if name in beside(path.parent)]
        waiting += [each for each in near if each not in found]
        found += [each for each in near if each not in found]
    return found


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def stamp(key: str) -> tuple[tuple[str, int, int], ...]:
    """What tells one state of a file's folder from another: a changed file is read again."""
    files = sorted(Path(key).parent.glob(f"*{SUFFIX}"))
    return tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files)
