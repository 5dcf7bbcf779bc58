"""The types of units and the years that books can be of; nothing else, for every command's help names them."""

from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Years outside are slips of the pen; the layout and the code lists decide what can be built."""


class UnitKind(StrEnum):
    """The unit's type decides which balances are carried and which are surplus used or distributed."""

    ADMINISTRATIVE = "行政"
    CIVIL_SERVICE_LAW = "参公"
    """事业单位参照公务员法管理."""
    INSTITUTION = "事业"

    @property
    def is_agency(self) -> bool:
        """Whether running costs are 机关运行经费: of administrative units and those under the civil service law."""
        return self is not UnitKind.INSTITUTION
