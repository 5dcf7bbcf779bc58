"""A unit with every kind of money, made from ledger lines: what the tests of the renderers print."""

import random
import shutil
import subprocess
import zipfile
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from office import our_fonts

from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.books.model import Books, Texts
from mingzhang.accounts.cube import INFLOWS, Coarse, Entry, Flow, Fund, Kind, Source
from mingzhang.accounts.disclosure import Disclosure, Paragraph, Slot, Term, Unit
from mingzhang.accounts.forms.declared import declared
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.forms.vocabulary import region_at
from mingzhang.accounts.layouts.layout import Layout, load_layout
from mingzhang.accounts.measures import Measures, full
from mingzhang.accounts.region import EVERYTHING, Region
from mingzhang.money import wan_text

if TYPE_CHECKING:
    import polars as pl

YEAR = 2023
NONE, BASIC, PROJECT = Source.NONE, Kind.BASIC, Kind.PROJECT
UNIT = Unit("某省某市社会保险事业服务中心", "某市社保中心", "事业", "211199", "辽宁")
SECRET_MEMO, SECRET_PROJECT, SECRET_VOUCHER = "付某某公司网络维护费", "信息系统运维专项", "记账-9317"
LISTED = tuple(f"actual:公用经费#{code}" for code in ("30201", "30217", "31002"))
SPENT: tuple[tuple[Fund, Kind, str, str, int], ...] = (
    (Fund.GENERAL, BASIC, "2080505", "30108", 264_480_012),
    (Fund.GENERAL, BASIC, "2080150", "30101", 982_310_055),
    (Fund.GENERAL, BASIC, "2080150", "30102", 300_004_999),
    (Fund.GENERAL, BASIC, "2080150", "30201", 24_400_001),
    (Fund.GENERAL, BASIC, "2080150", "30231", 3_115_000),
    (Fund.GENERAL, BASIC, "2080150", "30217", 154_999),
    (Fund.GENERAL, BASIC, "2080150", "31002", 6_190_000),
    (Fund.GENERAL, BASIC, "2080501", "30302", 15_085_001),
    (Fund.GENERAL, PROJECT, "2080108", "30213", 28_700_000),
    (Fund.GENERAL, PROJECT, "2089999", "30399", 615_854_999),
    (Fund.GENERAL, BASIC, "2210201", "30113", 150_005_000),
    (Fund.FUNDS, PROJECT, "2296002", "30299", 18_004_999),
    (Fund.CAPITAL, PROJECT, "2230105", "30399", 12_085_100),
    (Fund.OTHER, Kind.OPERATING, "2080150", "30299", 5_005_000),
    (Fund.OTHER, BASIC, "2080150", "30201", 7_000_050),
)
"""Fund, kind, item, economic class, 分."""
OPENED = ((Fund.GENERAL, PROJECT, "2080108", 3_000_000), (Fund.FUNDS, PROJECT, "2296002", 9_004_999))


def as_read(disclosure: Disclosure) -> set[tuple[Address, str]]:
    """What a reader finds of a disclosure: the nine forms, and further forms that bear a title of one of these."""
    titles = {title: number for number, form in declared().items() for title in (form["title"], *form["titles"])}
    numbers = {form.number: titles.get(form.title, form.number) for form in disclosure.forms}
    cells = {(place._replace(form=numbers[place.form]), text) for place, text in printed(disclosure)}
    return {cell for cell in cells if cell[0].form in declared()}


def printed(disclosure: Disclosure) -> set[tuple[Address, str]]:
    return {(form.address(cell), cell.printed) for form in disclosure.forms for cell in form.cells if cell.printed}


def public_texts(folder: Path) -> dict[str, str]:
    """What a reader can find in every file of a folder: parcels unpacked, of a pdf the text without blanks."""
    found: dict[str, str] = {}
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix in {".xlsx", ".docx"}:
            with zipfile.ZipFile(path) as parcel:
                found |= {f"{name}/{inner}": parcel.read(inner).decode("utf-8") for inner in parcel.namelist()}
        elif path.suffix == ".pdf":
            with pypdfium2.PdfDocument(path) as document:
                text = "".join(page.get_textpage().get_text_range() for page in document)
            found[name] = "".join(text.split())
        else:
            found[name] = path.read_text("utf-8")
    return found


@dataclass(frozen=True)
class Lines:
    """A ledger over a frame of lines."""

    frame: "pl.DataFrame"

    def trace(self, region: Region) -> "pl.DataFrame":
        import polars as pl

        coarse = pl.DataFrame([tuple(map(str, atom)) for atom in sorted(region.coarse)], COARSE, orient="row")
        found = self.frame.join(coarse, on=COARSE, how="semi", maintain_order="left")
        for name, tree in (("function", region.function), ("economic", region.economic)):
            found = found.filter(pl.any_horizontal(pl.col(name).str.starts_with(root) for root in sorted(tree.roots)))
        return found


COARSE = ["flow", "fund", "source", "kind"]


@dataclass(frozen=True)
class Sample:
    layout: Layout
    measures: Measures
    ledger: Lines
    disclosure: Disclosure


def sample(tails: tuple[str, ...] = (), *, seed: int = 7) -> Sample:
    """Ledger lines, the measures that they add up to, and the disclosure of both."""
    import polars as pl

    layout = load_layout("liaoning-2023", YEAR)
    entries = _entries()
    frame = pl.DataFrame(_lines(entries, random.Random(seed)), infer_schema_length=None)
    budget = [
        Entry(entry.coarse, entry.function, "", "", "", entry.fen // 2)
        for entry in entries
        if entry.coarse.flow is Flow.EXPENDITURE
    ]
    public = [Entry(Coarse(Flow.EXPENDITURE, Fund.GENERAL, NONE, BASIC), "2080150", "30231", "", "", 4_000_000)]
    measures = Measures(
        actual=full([*entries, *_closing(entries)], EVERYTHING),
        opening_budget=full(public, EVERYTHING),
        last_year=full(budget, EVERYTHING),
    )
    disclosure = Disclosure(UNIT, YEAR, layout.key, fill(layout, measures, tails), tails=tails)
    return Sample(layout, measures, Lines(frame), _with_words(disclosure, measures))


def books_of(given: Sample) -> Books:
    """The books that the sample's disclosure would come from."""
    return Books(
        UNIT,
        UnitKind.INSTITUTION,
        YEAR,
        given.layout.key,
        given.disclosure.tails,
        given.measures,
        {},
        Texts(),
        given.ledger,
    )


def _entries() -> list[Entry]:
    spent = [
        Entry(Coarse(Flow.EXPENDITURE, fund, NONE, kind), item, economic, "", "", fen)
        for fund, kind, item, economic, fen in SPENT
    ]
    earned = [
        Entry(
            Coarse(
                Flow.INCOME, fund, Source.BUSINESS if fund is Fund.OTHER else Source.FISCAL, BASIC if other else kind
            ),
            item,
            "",
            "",
            "",
            fen + 777,
        )
        for fund, kind, item, _, fen in SPENT
        for other in [fund is Fund.OTHER]
    ]
    opened = [Entry(Coarse(Flow.OPENING, fund, NONE, kind), item, "", "", "", fen) for fund, kind, item, fen in OPENED]
    return [*spent, *earned, *opened]


def _closing(entries: list[Entry]) -> list[Entry]:
    """What is left, by fund, kind and item."""
    left: dict[tuple[Fund, Kind, str], int] = defaultdict(int)
    for entry in entries:
        sign = 1 if entry.coarse.flow in INFLOWS else -1
        left[entry.coarse.fund, entry.coarse.kind, entry.function] += sign * entry.fen
    return [
        Entry(Coarse(Flow.CLOSING, fund, NONE, kind), item, "", "", "", fen) for (fund, kind, item), fen in left.items()
    ]


def _lines(entries: list[Entry], rng: random.Random) -> list[dict[str, object]]:
    """Each entry as three lines, the second of them red-letter."""
    found: list[dict[str, object]] = []
    for entry in entries:
        first = rng.randrange(1, abs(entry.fen))
        for fen in (first, -100, entry.fen - first + 100):
            month = rng.randrange(1, 13)
            opening = entry.coarse.flow is Flow.OPENING
            found.append(
                {
                    "file": "年初余额.xlsx" if opening else "凭证.csv",
                    "row": len(found) + 2,
                    "date": "" if opening else f"{YEAR}-{month:02}-{rng.randrange(1, 28):02}",
                    "voucher": SECRET_VOUCHER,
                    "line": "1",
                    "account": f"7201.{entry.function}",
                    "memo": SECRET_MEMO + '"\\</script>',
                    "project": SECRET_PROJECT,
                    "flow": str(entry.coarse.flow),
                    "fund": str(entry.coarse.fund),
                    "source": str(entry.coarse.source),
                    "kind": str(entry.coarse.kind),
                    "function": entry.function,
                    "economic": entry.economic,
                    "fen": fen,
                    "origin": "年初" if opening else "凭证",
                    "reason": "",
                }
            )
    return found


def _with_words(disclosure: Disclosure, measures: Measures) -> Disclosure:
    spent = measures.actual.value(region_at("本年支出合计"))
    assert spent is not None
    paragraphs = (
        Paragraph("概况", 1, "一、主要职责"),
        Paragraph("概况", 0, "承担养老保险、工伤保险的登记、权益记录与待遇支付等经办服务工作 <&>。"),
        Paragraph("概况", 1, "二、机构设置情况"),
        Paragraph("概况", 0, "设6个内设机构。"),
        Paragraph("说明", 1, "一、收入支出决算总体情况说明"),
        _sentence("支出总计", wan_text(spent.fen), ("actual:本年支出合计",), spent.fen),
        Paragraph("说明", 2, "（一）一般公共预算财政拨款支出情况"),
        _sentence("其中公务用车", "0.31", ("actual:公务用车运行维护费", "opening_budget:公务用车运行维护费"), None),
        _sentence(
            "支出项目",
            "办公费、公务接待费、办公设备购置",
            LISTED,
            None,
            "",
        ),
        _sentence("公务用车保有量", "3", ("register:公务用车.保有量",), None, "辆"),
    )
    glossary = (
        Term("财政拨款收入", "单位从同级财政部门取得的预算资金。"),
        Term("事业运行", "事业单位的基本支出。", "2080150"),
    )
    return replace(
        disclosure, paragraphs=paragraphs, glossary=glossary, registers={"公务用车": {"保有量": "3", "购置数": "0"}}
    )


def _sentence(subject: str, figure: str, operands: tuple[str, ...], fen: int | None, unit: str = "万元") -> Paragraph:
    text = f"{subject}{figure}{unit}，与预算安排一致，执行有序。"
    start = len(subject)
    return Paragraph("说明", 0, text, (Slot(start, start + len(figure), "amount", operands, fen),))


_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
]


def chromium() -> str | None:
    """The path of a Chromium for tests that look at a page; None where there is none."""
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


def shown_by_browser(page: Path, folder: Path, *, hash_: str = "") -> str:
    """The page's document as a browser leaves it after its scripts ran. Raises where the browser fails."""
    program = chromium()
    assert program is not None
    done = subprocess.run(
        [
            program,
            *_FLAGS,
            f"--user-data-dir={folder}",
            "--virtual-time-budget=8000",
            "--dump-dom",
            page.as_uri() + hash_,
        ],
        capture_output=True,
        check=True,
        timeout=120,
        env=our_fonts(folder.parent),
    )
    return done.stdout.decode("utf-8")


def printed_by_browser(page: Path, made: Path) -> Path:
    """The page as a browser prints it to a pdf, with our fonts. Raises where the browser fails."""
    program = chromium()
    assert program is not None
    folder = made.parent / "browser"
    asked = [f"--user-data-dir={folder}", "--no-pdf-header-footer", f"--print-to-pdf={made}", page.as_uri()]
    subprocess.run([program, *_FLAGS, *asked], capture_output=True, check=True, timeout=120, env=our_fonts(made.parent))
    return made
