"""Damaged files of every kind: what can still be read is read, checked and compared, else a finding says why."""

import json
import os
import random
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from damage import damaged
from office import convert
from sample_documents import printed, sample_form, write_docx, write_html, write_pdf, write_saved_text, write_xlsx

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.checks.report_html import page
from mingzhang.accounts.comparison.compare import compare
from mingzhang.accounts.comparison.report_html import page as compared_page
from mingzhang.accounts.disclosure_json import to_json
from mingzhang.accounts.readers.guarded import guarded
from mingzhang.accounts.readers.limits import Limits
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.readers.read_back import read_back
from mingzhang.accounts.readers.read_json import as_json
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import ProblemsFound

LIMITS = Limits(seconds=30, boxes=50_000, characters=500_000)
EXPLORE = bool(os.environ.get("MINGZHANG_EXPLORE"))
FIRST = random.randrange(10**9) if EXPLORE else 0
SEEDS = range(FIRST, FIRST + (1_000 if EXPLORE else 25))
READ, FATAL = "read", "told why it cannot be read"
FORMS = [printed(sample_form(number)) for number in ("01", "05")]
WORDS = (
    *(
        "某市社会保险事业服务中心2023年度部门决算",
        "目录",
        "第一部分 部门概况",
        "第三部分 决算情况说明",
        "一、收入支出决算总体情况说明",
    ),
    *("2023年度收入总计801.46万元，与上年相比增加41.46万元，增长5.5%，主要原因是人员增加。", "第四部分 名词解释"),
    *("一、财政拨款收入：指本级财政当年拨付的资金。", "第二部分 决算表"),
)


def sound(kind: str, folder: Path) -> Path:
    """A small document of a kind, with text before its forms."""
    path = folder / f"决算.{kind}"
    match kind:
        case "html":
            return write_html(path, FORMS, WORDS)
        case "docx":
            return with_numbers(write_docx(path, FORMS, WORDS))
        case "xlsx":
            return write_xlsx(path, FORMS)
        case "pdf":
            return write_pdf(path, FORMS, head=WORDS)
        case "txt":
            return write_saved_text(path, FORMS, WORDS)
    read = read_disclosure(write_html(folder / "决算.html", FORMS, WORDS))
    said = to_json(read.disclosure) if kind == "disclosure.json" else json.dumps(as_json(read), ensure_ascii=False)
    path.write_text(said, "utf-8")
    return path


def everything(path: Path, original: ReadDisclosure) -> str:
    """All that is done with a document, and what came of it. Raises where the product would show a traceback."""
    try:
        read = read_disclosure(path, LIMITS)
    except ProblemsFound as problems:
        told = problems.findings
        return FATAL if told and all(item.place.file == path.name and item.code.remedy for item in told) else ""
    found = [*read.findings, *check(read, joint_seconds=0.2)]
    assert page(read, found, [])
    again = read_back(json.dumps(as_json(read), ensure_ascii=False), path.name)
    assert again.disclosure == read.disclosure
    assert compared_page(compare(original, read, None))
    return READ


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_numbers(path: Path) -> Path:
    """A docx with a style of headings and a list, and a paragraph that uses both."""
    with zipfile.ZipFile(path) as pack:
        members = {name: pack.read(name).decode() for name in pack.namelist()}
    numbered = (
        '<w:p><w:pPr><w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        '<w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>其他</w:t></w:r></w:p>'
    )
    members["word/document.xml"] = members["word/document.xml"].replace("<w:body>", "<w:body>" + numbered * 3)
    members["word/styles.xml"] = (
        f'<w:styles {W}><w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
        "</w:style></w:styles>"
    )
    members["word/numbering.xml"] = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    with zipfile.ZipFile(path, "w") as pack:
        for name, content in members.items():
            pack.writestr(name, content)
    return path


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "pdf", "txt", "disclosure.json", "read.json"])
def test_a_damaged_file_is_read_or_told(kind: str, tmp_path: Path) -> None:
    path = sound(kind, tmp_path)
    data = path.read_bytes()
    original = read_disclosure(path)
    assert everything(path, original) == READ
    outcomes = set()
    for seed in SEEDS:
        path.write_bytes(damaged(data, kind.rpartition(".")[2], random.Random(f"{kind} {seed}")))
        with named(f"{kind}, seed {seed}"):
            outcomes.add(everything(path, original))
    assert outcomes == {READ, FATAL}  # the damage is neither harmless nor fatal only


@pytest.mark.processes
def test_a_damaged_old_workbook_is_read_or_told(tmp_path: Path) -> None:
    """In processes of their own, as every command reads: some damage ends the library that reads it."""
    (path,) = convert([write_xlsx(tmp_path / "决算.xlsx", FORMS)], "xls", tmp_path, "calc")
    data = path.read_bytes()
    files = [path]
    for seed in SEEDS:
        rng = random.Random(f"xls {seed}")
        flipped = bytearray(data)
        for _ in range(rng.choice((1, 2, 8, 40))):
            flipped[rng.randrange(len(data))] = rng.randrange(256)
        files += [tmp_path / f"{seed}.xls", tmp_path / f"{seed}剪.xls"]
        files[-2].write_bytes(flipped)
        files[-1].write_bytes(damaged(data, "xls", rng))
    results = dict(guarded(read_file, [(file.name, file) for file in files], LIMITS, 2))
    assert isinstance(results[0], ReadDisclosure)
    told = {at: item for at, item in results.items() if isinstance(item, ProblemsFound)}
    assert 0 < len(told) < len(files)
    assert all(item.findings and item.findings[0].place.file == files[at].name for at, item in told.items())


def read_file(path: Path) -> ReadDisclosure:
    return read_disclosure(path, LIMITS)


@contextmanager
def named(what: str) -> Iterator[None]:
    """Whatever goes wrong inside is told with what it went wrong on."""
    try:
        yield
    except Exception as error:
        error.add_note(what)
        raise
