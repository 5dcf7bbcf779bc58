"""What a unit says of its approved workbook in the part 批复决算 of 单位.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ApprovedSettings:
    """All optional: the workbook's file, the unit's names, and sheets under titles of their own."""

    file: str = ""
    names: tuple[str, ...] = ()
    """What 编制单位 may say, beside the unit's names and code."""
    sheets: Mapping[str, str] = field(default_factory=dict)
    """Declared title → what the sheet is called in the workbook, in its name or above its table."""
