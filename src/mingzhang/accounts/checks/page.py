"""The frame of the pages that checks write: one style, no scripts, nothing from outside."""

from html import escape
from pathlib import Path

STYLE = """
:root{color-scheme:light;--line:#c4c7cc;--error:#fbd5d0;--warning:#fdeebf;--hint:#dcebfb}
*{box-sizing:border-box}
html{scroll-padding-top:1em}
body{font:15px/1.7 "Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif;margin:0}
body{color:#1c1f23;background:#fff}
header,main,nav,.page{padding:0 1.4em}
header{padding-top:1em;border-bottom:1px solid var(--line)}
h1{font-size:1.45em;margin:.2em 0}
h2{font-size:1.2em;margin:1.6em 0 .5em;padding-bottom:.2em;border-bottom:1px solid var(--line)}
p{margin:.45em 0}
h3{font-size:1.02em;margin:1.1em 0 .3em}
a{color:#0b4a8f}
a:focus-visible{outline:2px solid #0b4a8f;outline-offset:2px}
.skip{position:absolute;left:-99em}
.skip:focus{left:1em;top:.5em;background:#fff;padding:.2em .6em}
.jump{font-size:13px;margin:.3em 0 1em}
.jump a{margin-right:.9em;white-space:nowrap}
table{border-collapse:collapse;font-size:13px;line-height:1.5;margin:.4em 0}
td,th{border:1px solid var(--line);padding:.15em .5em;text-align:left;vertical-align:top}
thead th{background:#f1f2f4;font-weight:600}
tbody th{font-weight:normal}
td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.wide{overflow-x:auto}
.error{background:var(--error)}
.warning{background:var(--warning)}
.hint{background:var(--hint)}
mark{color:inherit;padding:.1em 0}
sup{line-height:0;font-size:11px;margin-left:.15em}
td.error,td.warning,td.hint{outline:1.5px solid #8a5a00;outline-offset:-2px}
td.error{outline-color:#b3261e}
td.hint{outline-color:#2a62a8}
:target{outline:3px solid #0b4a8f!important;outline-offset:1px}
.note{font-size:12.5px;line-height:1.55;margin:.2em 0 .5em 1em;padding:.15em .7em;border-left:3px solid #6b7078}
.note p,.said{margin:0}
.said{font-size:12.5px;line-height:1.55}
ol.found{list-style:none;padding:0;margin:.3em 0}
ol.found>li{margin:.4em 0;padding:.3em .6em;border-left:4px solid #6b7078}
li.error{border-color:#b3261e!important}
li.warning{border-color:#a76a00!important}
li.hint{border-color:#2a62a8!important}
.where,.at,.off{color:#45494f}
.where{font-size:12.5px}
.at{font-size:12px;margin-right:.5em}
@media(min-width:1150px){.two{display:grid;grid-template-columns:minmax(330px,31%) minmax(0,1fr)}
.two>nav{position:sticky;top:0;height:100vh;overflow-y:auto;border-right:1px solid var(--line);padding-bottom:3em}}
@media print{.jump,.skip{display:none}}
"""


OWN = "<meta name='generator' content='mingzhang check'>"
"""By which a report is known for one."""
_HEAD = 512


def is_report(path: Path) -> bool:
    """Whether a file is a report that checks wrote, by its content; False for one that cannot be opened."""
    try:
        with path.open("rb") as stream:
            return OWN.encode() in stream.read(_HEAD)
    except OSError:
        return False


def document(title: str, body: str) -> str:
    """A whole page; `title` is plain text, `body` is markup."""
    return (
        f"<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'>{OWN}"
        "<meta name='viewport' content='width=device-width,initial-scale=1'>"
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>{body}</body></html>\n"
    )
