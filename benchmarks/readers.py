"""A real 25-page pdf read and checked, against pdfplumber extracting text and tables of the same file."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

REPEATS, ROUNDS = 3, 3
"""Runs in a process, and how often each is asked in turn, so that a busy moment falls on none alone."""
BESIDE = Path(__file__).resolve().parents[1].parent / "shared"
DOCUMENT = Path(os.environ.get("MINGZHANG_SHARED", BESIDE)) / "reports" / "putuo-finance-2024.pdf"
READ = """
from mingzhang.accounts.readers.read import read_disclosure
from pathlib import Path
work = lambda: len(read_disclosure(Path(sys.argv[1])).places)
"""
CHECKED = """
from mingzhang.accounts.checks.check import check
from mingzhang.accounts.readers.read import read_disclosure
from pathlib import Path
work = lambda: len(check(read_disclosure(Path(sys.argv[1]))))
"""
THEIRS = """
import pdfplumber
def work():
    with pdfplumber.open(sys.argv[1]) as pdf:
        return sum(len(page.extract_text() or "") + len(page.extract_tables()) for page in pdf.pages)
"""
COMPARED = ((READ, REPEATS), (CHECKED, REPEATS), (THEIRS, 1))
TIMED = """
import resource, sys, time
began = time.process_time()
{code}
imports = time.process_time() - began
seconds = []
for _ in range({repeats}):
    began = time.process_time()
    work()
    seconds.append(time.process_time() - began)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(imports + seconds[0], min(seconds), peak / (1024 * 1024 if sys.platform == "darwin" else 1024))
"""


def measure(code: str, repeats: int, compiled: str) -> tuple[float, float, float]:
    """Seconds of the first run with its imports, and of the best, in a fresh process; its peak memory in MB.

    Both sides' modules are compiled, as an installation leaves them: the first round fills the folder `compiled`.
    """
    command = [sys.executable, "-c", TIMED.format(code=code, repeats=repeats), str(DOCUMENT)]
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own["PYTHONPYCACHEPREFIX"] = compiled
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=own)
    first, best, peak = map(float, done.stdout.split()[-3:])
    return first, best, peak


def run() -> None:
    if not DOCUMENT.is_file():
        print("skipped: the real document is not here (no folder shared/ beside the repository, no MINGZHANG_SHARED)")
        return
    with tempfile.TemporaryDirectory(prefix="mingzhang-bench-") as compiled:
        _compare(compiled)


def _compare(compiled: str) -> None:
    rounds = [[measure(code, repeats, compiled) for code, repeats in COMPARED] for _ in range(ROUNDS)]
    (_, read, _), (first, best, peak), (other_first, other, other_peak) = (
        tuple(map(min, zip(*(each[at] for each in rounds), strict=True))) for at in range(len(COMPARED))
    )
    print(f"read        {read:.3f} s = {read / other:.3f} × pdfplumber")
    print(
        f"and checked {best:.3f} s = {best / other:.3f} × pdfplumber (aim: at most 0.25), peak {peak:.0f} MB "
        "(aim: under 150 MB)"
    )
    print(f"pdfplumber  {other:.3f} s, peak {other_peak:.0f} MB")
    print(
        f"one document in a fresh process, imports and all: {first:.3f} s = {first / other_first:.3f} × pdfplumber "
        f"({other_first:.3f} s)"
    )
    for documents in (1, 8):
        peak = measure(CHECKED, documents, compiled)[2]
        print(f"  memory of the document read and checked {documents} times: {peak:.0f} MB")
