"""How a finding names a place of a table of people, or of one case."""

from dataclasses import dataclass

from mingzhang.findings import Place

FEN = "_分"
"""Behind the title of a column of money that counts 分 as whole numbers."""
PERSON = "编号"


@dataclass(frozen=True, slots=True)
class Source:
    """How a finding names a place of the table."""

    file: str = ""
    first_row: int = 1
    keyed: bool = False
    """One case: a place is a key, not a row and column."""

    def place(self, row: int, title: str = "") -> Place:
        if self.keyed:
            return Place(file=self.file, key=title)
        return Place(file=self.file, row=self.first_row + row, column=title)

    def whole(self, title: str) -> Place:
        """The column, or the key of the case."""
        return Place(file=self.file, key=title) if self.keyed else Place(file=self.file, column=title)
