"""`make bench`: every benchmark of this folder in turn. `python -m benchmarks NAME …` runs some of them."""

import importlib
import pkgutil
import sys
from pathlib import Path


def main(wanted: list[str]) -> None:
    """Each module of this folder with a `main` function prints its own ratios."""
    found = sorted(item.name for item in pkgutil.iter_modules([str(Path(__file__).parent)]) if item.name[0] != "_")
    for name in wanted or found:
        module = importlib.import_module(f"benchmarks.{name}")
        if hasattr(module, "main"):
            print(f"== {name}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
            module.main()


if __name__ == "__main__":
    main(sys.argv[1:])
