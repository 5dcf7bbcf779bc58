"""The page asked in a headless browser: what a reader with poor sight or a screen reader meets, as computed there."""

import json
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from rendering import Sample, books_of, chromium, sample, shown_by_browser

from mingzhang.accounts.layouts.layout import layout_keys, load_layout
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.renderers.html import render_html
from mingzhang.accounts.renderers.internal import write_edition
from mingzhang.accounts.renderers.shards import write_lines

PROBE = """<script>window.addEventListener("load", () => {
const told = [], all = [...document.querySelectorAll("body *")].filter((each) => each.checkVisibility());
const say = (rule, each) => told.push(rule + ": " + each.outerHTML.slice(0, 90));
const channels = (text) => text.match(/[\\d.]+/g).map(Number);
const light = (text) => channels(text).slice(0, 3).map((each) => each / 255)
  .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
  .reduce((sum, each, at) => sum + each * [0.2126, 0.7152, 0.0722][at], 0);
const below = (each) => {
  for (let at = each; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if ((channels(colour)[3] ?? 1) === 1) return colour;
  }
  return "rgb(255, 255, 255)";
};
let measured = 0;
for (const each of all) {
  const own = [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  if (!own || ["SCRIPT", "STYLE", "title", "desc"].includes(each.tagName)) continue;
  const style = getComputedStyle(each), size = parseFloat(style.fontSize), svg = each.namespaceURI.endsWith("svg");
  const pair = [light(svg ? style.fill : style.color), light(below(each))].sort((one, two) => two - one);
  const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
  measured += 1;
  if ((pair[0] + 0.05) / (pair[1] + 0.05) < (large ? 3 : 4.5)) say("contrast", each);
  if (size < 10) say("too small", each);
}
if (!/^zh/.test(document.documentElement.lang)) told.push("lang");
if (!document.title.trim()) told.push("title");
for (const tag of ["h1", "main"]) if (document.querySelectorAll(tag).length !== 1) told.push(tag);
let level = 1;
for (const each of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
  const now = Number(each.tagName[1]);
  if (now > level + 1 || !each.textContent.trim()) say("heading", each);
  level = now;
}
for (const table of document.querySelectorAll("table")) {
  if (!table.caption || !table.caption.textContent.trim()) say("caption", table);
  for (const head of table.querySelectorAll("th")) {
    if (!/^(row|col|rowgroup|colgroup)$/.test(head.getAttribute("scope") || "")) say("scope", head);
  }
  for (const row of table.querySelectorAll("tbody tr")) {
    const amounts = [...row.querySelectorAll("td.figure")].some((each) => each.textContent.trim());
    const named = row.querySelector(".label, .name, .code");
    if (amounts && named && !row.querySelector("th")) say("row without a header", row);
  }
}
const named = (each) => (each.getAttribute("aria-label") || (each.getAttribute("aria-labelledby") || "").split(" ")
  .map((id) => (document.getElementById(id) || {}).textContent || "").join("") || each.textContent).trim();
for (const each of document.querySelectorAll("svg, img, a, button, [role=button], [role=region], nav, [role=dialog]")) {
  if (each.checkVisibility() && !named(each) && !each.getAttribute("alt")) say("without a name", each);
}
for (const each of all) {
  const sideways = each.scrollWidth > each.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(each).overflowX);
  if (sideways && each.tabIndex < 0) say("scrolls but takes no focus", each);
}
const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
if (new Set(ids).size !== ids.length) told.push("ids twice");
for (const each of document.querySelectorAll("[aria-labelledby], [aria-describedby]")) {
  for (const name of ["aria-labelledby", "aria-describedby"]) {
    for (const id of (each.getAttribute(name) || "").split(" ").filter(Boolean)) if (!ids.includes(id)) say("id", each);
  }
}
const out = document.createElement("pre");
out.id = "told";
out.textContent = JSON.stringify([measured, told]);
document.body.append(out);
});</script>"""

pytestmark = pytest.mark.skipif(chromium() is None, reason="没有安装 Chromium，无障碍检查略过")


def told(page: str, folder: Path) -> tuple[int, Sequence[str]]:
    """How many texts were measured, and what is wrong in the page as the browser shows it."""
    (folder / "asked.html").write_text(page.replace("</body>", PROBE + "</body>"), "utf-8")
    shown = shown_by_browser(folder / "asked.html", folder / "profile")
    found = re.search(r'<pre id="told">(.*?)</pre>', shown, re.S)
    assert found, "the probe did not run"
    measured, faults = json.loads(found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    return int(measured), faults


@pytest.mark.parametrize("key", [key for key in layout_keys() if key != "shanghai-2024"])
def test_the_public_page_is_accessible(key: str, tmp_path: Path) -> None:
    disclosure = prepare(example_folder("panjin-2023"), layout=key)[1]
    measured, faults = told(render_html(disclosure, load_layout(key, disclosure.year)), tmp_path)
    assert faults == []
    assert measured > 500


def test_the_internal_page_is_accessible(tmp_path: Path) -> None:
    given: Sample = sample()
    books = books_of(given)
    write_edition(given.disclosure, given.layout, books.measures, partial(write_lines, books.ledger), tmp_path)
    assert told((tmp_path / "index.html").read_text("utf-8"), tmp_path)[1] == []


@pytest.mark.parametrize(
    ("good", "bad", "rule"),
    [
        ("<main ", '<p style="color:#999">看不清</p><main ', "contrast"),
        ("<h2 id", "<h5>跳级</h5><h2 id", "heading"),
        ('scope="col"', "", "scope"),
        ('lang="zh-CN"', "", "lang"),
        ('role="region" tabindex="0"', 'style="width:9em" role="region"', "scrolls but takes no focus"),
    ],
)
def test_the_probe_sees_what_is_wrong(good: str, bad: str, rule: str, tmp_path: Path) -> None:
    given = sample()
    page = render_html(given.disclosure, given.layout)
    assert good in page
    assert any(fault.startswith(rule) for fault in told(page.replace(good, bad, 1), tmp_path)[1])
