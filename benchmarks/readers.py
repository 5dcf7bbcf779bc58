"""A real 25-page pdf read to a disclosure, against pdfplumber extracting text and tables of the same file."""

import os
import subprocess
import sys
from pathlib import Path

REPEATS = 3
BESIDE = Path(__file__).resolve().parents[1].parent / "shared"
DOCUMENT = Path(os.environ.get("MINGZHANG_SHARED", BESIDE)) / "reports" / "putuo-finance-2024.pdf"
OURS = """
from mingzhang.accounts.readers.read import read_disclosure
from pathlib import Path
work = lambda: len(read_disclosure(Path(sys.argv[1])).places)
"""
THEIRS = """
import pdfplumber
def work():
    with pdfplumber.open(sys.argv[1]) as pdf:
        return sum(len(page.extract_text() or "") + len(page.extract_tables()) for page in pdf.pages)
"""
TIMED = """
import resource, sys, time
{code}
seconds = []
for _ in range({repeats}):
    began = time.perf_counter()
    work()
    seconds.append(time.perf_counter() - began)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(seconds[0], min(seconds), peak / (1024 * 1024 if sys.platform == "darwin" else 1024))
"""


def measure(code: str, repeats: int) -> tuple[float, float, float]:
    """Seconds of the first and of the best run in a fresh process, and its peak memory in MB."""
    command = [sys.executable, "-c", TIMED.format(code=code, repeats=repeats), str(DOCUMENT)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    first, best, peak = map(float, done.stdout.split()[-3:])
    return first, best, peak


def run() -> None:
    if not DOCUMENT.is_file():
        print("skipped: the real document is not here (no folder shared/ beside the repository, no MINGZHANG_SHARED)")
        return
    first, best, peak = measure(OURS, REPEATS)
    _, other, other_peak = measure(THEIRS, 1)
    print(
        f"mingzhang   {best:.3f} s, first read with its imports {first:.3f} s, peak {peak:.0f} MB (aim: under 150 MB)"
    )
    print(f"pdfplumber  {other:.3f} s, peak {other_peak:.0f} MB")
    print(f"ratio {best / other:.3f}, first read {first / other:.3f} (aim: at most 0.25)")
    for pages in (1, 8):
        print(f"  memory of the same document read {pages} times in one process: {measure(OURS, pages)[2]:.0f} MB")
