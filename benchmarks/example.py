"""The example from a cold start, all outputs, its pdf alone, and the help page: seconds, and ratios to baselines."""

import subprocess
import sys
import tempfile
import time

REPEATS = 5
PDF = """
import time
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.renderers.pdf import to_pdf
disclosure = prepare(example_folder("panjin-2023"))[1]
layout = load_layout(disclosure.layout, disclosure.year)
began = time.perf_counter()
pdf = to_pdf(disclosure, layout)
took = time.perf_counter() - began
import pypdfium2
print(took, len(pypdfium2.PdfDocument(pdf)))
"""
"""The pdf in a process of its own, typst's import and fonts included."""
TYPST = """
import time
began = time.perf_counter()
import pylopdf_fonts_zh_cn as fonts
import typst
head = '#set document(title: "1")\\n#set text(font: "Noto Serif SC", size: 16pt, lang: "zh")\\n'
text = head + "\\n#pagebreak()\\n".join(["社会保险经办服务工作，" * 40] * 30)
typst.compile(text.encode(), font_paths=[fonts.serif_path().parent], ignore_system_fonts=True, pdf_standards="ua-1")
print(time.perf_counter() - began)
"""
"""The baseline of the pdf: typst alone sets 30 pages of plain text with the same fonts."""


def best(arguments: list[str]) -> float:
    """The shortest of several fresh processes, in seconds."""
    seconds = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def told(code: str) -> list[float]:
    """The smallest of what several fresh processes print, by its first number."""
    runs = (subprocess.run([sys.executable, "-c", code], check=True, capture_output=True) for _ in range(REPEATS))
    return min([float(word) for word in run.stdout.split()] for run in runs)


def run() -> None:
    bare = best(["-c", "pass"])
    help_page = best(["-m", "mingzhang", "--help"])
    with tempfile.TemporaryDirectory() as folder:
        example = best(["-m", "mingzhang", "demo", "-o", folder])
    pdf, pages = told(PDF)
    (typst,) = told(TYPST)
    print(f"bare interpreter {bare:.3f} s")
    print(f"mingzhang --help {help_page:.3f} s = {help_page / bare:.1f} × bare (aim: under 0.25 s)")
    print(f"mingzhang demo   {example:.3f} s = {example / bare:.1f} × bare, all formats (aim: under 2 s)")
    print(f"its pdf, {pages:.0f} pages {pdf:.3f} s = {pdf / typst:.1f} × typst alone on plain text (aim: under 0.6 s)")
