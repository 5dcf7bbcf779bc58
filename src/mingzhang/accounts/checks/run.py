"""One document read and checked, and the outputs that are asked for it written."""

from mingzhang.accounts.checks.annotate import annotated
from mingzhang.accounts.checks.check import check
from mingzhang.accounts.checks.order import Checked, Order, copy_path, failed, report_path
from mingzhang.accounts.checks.report_html import page
from mingzhang.accounts.checks.silenced import silence
from mingzhang.accounts.checks.sources import Source
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.findings import ProblemsFound
from mingzhang.whole import write_whole


def check_file(given: tuple[Source, Order]) -> Checked:
    """Read and check one document, and write what is asked for it. Never raises for what is in the file."""
    source, order = given
    try:
        read = read_disclosure(source.path, order.limits, source.name)
    except ProblemsFound as problems:
        return failed(source, problems.findings)
    told, off, shared = silence(source.path, [*read.findings, *check(read, order.joint_seconds)], order.several)
    copy, report = copy_path(order, source), report_path(order, source)
    if copy is not None and read.kind == "pdf":
        content, more = annotated(source.path, read, told, off)
        told += more
        if content is not None:
            write_whole(copy, content)
    if report is not None:
        write_whole(report, page(read, told, off).encode())
    unit = read.disclosure.unit.name or "（单位名称未读出）"
    evaluations = len(read.disclosure.evaluations)
    kind = "部门决算" if read.disclosure.forms or not evaluations else f"绩效自评表 {evaluations} 张"
    title = f"{unit} {read.disclosure.year or '（年度未读出）'}年度{kind}"
    return Checked(source.name, title, True, tuple(told), tuple(off), tuple(shared))
