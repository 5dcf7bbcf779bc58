"""What a reader will spend on one file: hostile or broken input ends in one finding, never in a hung program."""

import time
from dataclasses import dataclass, field

from mingzhang.findings import Place, ProblemsFound, finding

MAX_COLUMNS = 400
"""Columns beyond which no table of final accounts goes."""
JOINT_SECONDS = 5.0
"""Time for the question whether all figures of a file can stand together."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file; every one of them is an option of the commands that read (limit_options.py)."""

    megabytes: int = 200
    """Size of the file itself."""
    unpacked_megabytes: int = 500
    """Size of what a packed file (docx, xlsx) holds."""
    archive_megabytes: int = 4_000
    """Size of all documents in a zip together."""
    pages: int = 2_000
    boxes: int = 1_000_000
    """Boxes of all tables together."""
    characters: int = 20_000_000
    depth: int = 200
    """Nesting of elements in html and docx, of zips in a zip it is a fiftieth."""
    seconds: float = 120.0
    memory_megabytes: int = 2_000
    """Memory of the process that reads it."""


@dataclass(slots=True)
class Meter:
    """What has been spent on a file so far. Raises ProblemsFound when a limit is passed."""

    file: str
    limits: Limits = field(default_factory=Limits)
    started: float = field(default_factory=time.monotonic)
    boxes: int = 0
    characters: int = 0

    def too_much(self, what: str, limit: str) -> ProblemsFound:
        return ProblemsFound([finding("R107", Place(file=self.file), printed=what, expected=limit)])

    def beyond(self, what: str, limit: str) -> ProblemsFound:
        """Past a bound that no option moves."""
        return ProblemsFound([finding("R115", Place(file=self.file), printed=what, expected=limit)])

    def page(self, number: int) -> None:
        if number > self.limits.pages:
            raise self.too_much(f"{number} 页", f"不超过 {self.limits.pages} 页")
        self.clock()

    def clock(self) -> None:
        if time.monotonic() - self.started > self.limits.seconds:
            raise self.too_much(f"已读 {self.limits.seconds:g} 秒仍未读完", f"不超过 {self.limits.seconds:g} 秒")

    def add_boxes(self, count: int) -> None:
        self.boxes += count
        if self.boxes > self.limits.boxes:
            raise self.too_much(f"表格超过 {self.limits.boxes} 格", f"不超过 {self.limits.boxes} 格")

    def add_characters(self, count: int) -> None:
        self.characters += count
        if self.characters > self.limits.characters:
            raise self.too_much(f"文字超过 {self.limits.characters} 字", f"不超过 {self.limits.characters} 字")

    def nesting(self, depth: int) -> None:
        if depth > self.limits.depth:
            raise self.too_much(f"内容嵌套超过 {self.limits.depth} 层", f"不超过 {self.limits.depth} 层")
