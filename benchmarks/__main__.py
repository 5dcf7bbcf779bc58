"""`make bench`: every benchmark of this folder in turn. `python -m benchmarks NAME …` runs some of them."""

import compileall
import importlib
import os
import pkgutil
import subprocess
import sys
from pathlib import Path


def run(wanted: list[str]) -> None:
    """Each module with a `run` function prints its own ratios, in a process of its own so that peaks of memory are."""
    found = sorted(item.name for item in pkgutil.iter_modules([str(Path(__file__).parent)]) if item.name[0] != "_")
    if len(wanted) == 1:
        _compiled()
        module = importlib.import_module(f"benchmarks.{wanted[0]}")
        print(f"== {wanted[0]}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
        module.run()
        return
    for name in wanted or found:
        if hasattr(importlib.import_module(f"benchmarks.{name}"), "run"):
            subprocess.run([sys.executable, "-m", "benchmarks", name], check=True)


def _compiled() -> None:
    """The product as it is once installed: compiled, as the libraries are that it is compared with."""
    import mingzhang

    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(Path(mingzhang.__file__).parent, quiet=2)


if __name__ == "__main__":
    run(sys.argv[1:])
