"""The example from a cold start, all outputs, and the help page: seconds, and ratios to a bare interpreter."""

import subprocess
import sys
import tempfile
import time

REPEATS = 5


def best(arguments: list[str]) -> float:
    """The shortest of several fresh processes, in seconds."""
    seconds = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def run() -> None:
    bare = best(["-c", "pass"])
    help_page = best(["-m", "mingzhang", "--help"])
    with tempfile.TemporaryDirectory() as folder:
        example = best(["-m", "mingzhang", "demo", "-o", folder])
    print(f"bare interpreter {bare:.3f} s")
    print(f"mingzhang --help {help_page:.3f} s = {help_page / bare:.1f} × bare (aim: under 0.25 s)")
    print(f"mingzhang demo   {example:.3f} s = {example / bare:.1f} × bare (aim: under 2 s)")
