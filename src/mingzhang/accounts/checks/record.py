"""What has been checked of many documents, kept line by line, so that work broken off goes on where it stopped.

A line is one document's result under the digest of all that it follows from: the file's content, what is switched off
beside it, and the limits. A document that has changed is checked anew.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mingzhang import __version__
from mingzhang.accounts.checks.order import Checked, Order, copy_path, report_path
from mingzhang.accounts.checks.silenced import Silenced, beside
from mingzhang.accounts.checks.sources import Source
from mingzhang.accounts.readers.opening import is_pdf
from mingzhang.findings import FileUnusable, Finding, Place, finding

HEAD = {"format": "mingzhang-check-record", "version": 2, "product": __version__}


class Record:
    """Results by digest, in a file that grows by a line a document."""

    def __init__(self, path: Path, order: Order) -> None:
        """Raises FileUnusable where a file stands there that is not such a record: it is not written over."""
        self._path, self._order = path, order
        self._known = _read(path)
        self._digests: dict[str, str] = {}

    def split(self, given: Sequence[Source]) -> tuple[list[Source], list[Checked]]:
        """What is still to do, and what is known of the others."""
        todo: list[Source] = []
        known: list[Checked] = []
        for source in given:
            digest = self._digests[source.name] = _digest(source, self._order)
            line = self._known.get(digest)
            if line is None or line["file"] != source.name or _lacks_output(line, self._order, source):
                todo.append(source)
            else:
                known.append(_checked(line))
        return todo, known

    def add(self, checked: Checked) -> None:
        """One more result, on the disk when this returns."""
        line = {"digest": self._digests[checked.file], **_as_line(checked)}
        fresh = not self._path.exists()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8", newline="\n") as file:
            for each in [HEAD, line] if fresh else [line]:
                file.write(json.dumps(each, ensure_ascii=False, separators=(",", ":")) + "\n")


def _lacks_output(line: Mapping[str, Any], order: Order, source: Source) -> bool:
    """Whether something that is asked for is not there; not a copy that cannot be made."""
    codes = {item["code"] for item in line["findings"]}
    copy = copy_path(order, source) if is_pdf(source.path) and "X194" not in codes else None
    return line["usable"] and any(path is not None and not path.exists() for path in (report_path(order, source), copy))


def _read(path: Path) -> dict[str, dict[str, Any]]:
    """Lines by digest; a record of another version of the product is begun anew, a half-written last line dropped."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
        lines = _lines(file.read())
    if not lines or lines[0].get("format") != HEAD["format"]:
        raise FileUnusable([finding("X193", Place(file=str(path)), printed="不是核对进度文件")])
    known = {line["digest"]: line for line in lines[1:] if "digest" in line} if lines[0] == HEAD else {}
    _rewrite(path, known)
    return known


def _lines(text: str) -> list[dict[str, Any]]:
    return [line for each in text.split("\n") if isinstance(line := _parsed(each), dict)]


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _rewrite(path: Path, known: Mapping[str, dict[str, Any]]) -> None:
    """Only whole lines: what was half written when the work broke off would spoil the next line."""
    fresh = path.with_name(path.name + ".new")
    lines = [json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in (HEAD, *known.values())]
    fresh.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    fresh.replace(path)


def _digest(source: Source, order: Order) -> str:
    settings = {**asdict(order.limits), "joint_seconds": order.joint_seconds, "several": order.several}
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode())
    for path in (source.path, *beside(source.path)):
        for block in _blocks(path):
            digest.update(block)
        digest.update(b"\0")
    return digest.hexdigest()


def _blocks(path: Path) -> Iterator[bytes]:
    """Nothing for a file that is not there or cannot be opened: reading it tells that."""
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                yield block
    except OSError:
        return


def _as_line(checked: Checked) -> dict[str, Any]:
    return {
        "file": checked.file,
        "title": checked.title,
        "usable": checked.usable,
        "findings": [item.as_json() for item in checked.findings],
        "silenced": [{"finding": off.finding.as_json(), "reason": off.reason} for off in checked.silenced],
        "shared": checked.shared,
    }


def _checked(line: Mapping[str, Any]) -> Checked:
    return Checked(
        line["file"],
        line["title"],
        line["usable"],
        tuple(Finding.from_json(each) for each in line["findings"]),
        tuple(Silenced(Finding.from_json(each["finding"]), each["reason"]) for each in line["silenced"]),
        tuple((file, code) for file, code in line["shared"]),
    )
