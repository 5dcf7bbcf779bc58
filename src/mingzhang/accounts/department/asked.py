"""What is asked for of a department's units, and the processes that this takes."""

import os
from enum import Enum
from pathlib import Path

from mingzhang.accounts.department.crew import FEW, Crew

TOGETHER = 75
"""Units that are loaded together: many enough that whole columns pay, few enough that processes end together."""
LOADING = ("mingzhang.accounts.department.members",)
WRITING = (
    "mingzhang.accounts.department.build",
    *(f"mingzhang.accounts.renderers.{room}" for room in ("html", "internal", "pdf", "docx", "xlsx", "datapackage")),
    *("typst", "docx", "xlsxwriter", "pypdfium2", "jinja2"),
)
"""What processes need to load units, and to write them in every format."""


class UnitFiles(Enum):
    """What is written of each unit beside the department's editions."""

    ALL = "all"
    """Both editions in every format."""
    WEB = "web"
    """The public edition's web page and data."""
    NONE = "none"


def crew_for(department: Path, units: UnitFiles) -> Crew:
    """A crew for the units in a folder. Where they are many, or many files are written, its processes have begun, and
    load what they need while this one still does.
    """
    crew = Crew()
    count = sum(each.is_dir() for each in department.iterdir())
    if count > TOGETHER:
        crew.hire(os.cpu_count() or 1, LOADING)
    elif count > FEW and units is UnitFiles.ALL:
        crew.hire(count, WRITING)
    return crew
