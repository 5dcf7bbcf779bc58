"""What makes a folder a department's, known before anything else is loaded."""

from pathlib import Path

DEPARTMENT_FILE = "部门.yaml"


def is_department(folder: Path) -> bool:
    """Whether a folder holds a department rather than the books of one unit."""
    return (folder / DEPARTMENT_FILE).is_file()
