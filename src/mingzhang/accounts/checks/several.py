"""All documents that a user names: what must not be written over, and every one's result."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from mingzhang.accounts.checks.many import check_all, with_unused
from mingzhang.accounts.checks.order import Checked, Order, copy_path, failed, report_path
from mingzhang.accounts.checks.record import Record
from mingzhang.accounts.checks.sources import Source
from mingzhang.accounts.readers.opening import is_pdf
from mingzhang.terminal.progress import CountProgress
from mingzhang.whole import try_to_write


def not_pdf(given: Sequence[Source]) -> list[str]:
    """The usable documents that cannot be annotated."""
    return [source.name for source in given if not source.problems and not is_pdf(source.path)]


def refuse(given: Sequence[Source], order: Order, others: Iterable[Path]) -> None:
    """Before anything is done: raises a usage error where an output would stand in a document's place or cannot be.

    Raises OSError where none can be written: not after hours of checking, and not as if the document were to blame.
    """
    outputs = {path for source in given for path in (report_path(order, source), copy_path(order, source)) if path}
    inputs = {source.path.resolve() for source in given}
    for path in (*outputs, *others):
        if path.resolve() in inputs:
            raise click.UsageError(f"{path} 是要核对的文件，结果不能写在它上面，请另取一个名字")
    for option, output in (("--html", order.html), ("--annotate", order.annotate)):
        if output is not None and output.exists() and output.is_dir() != order.several:
            wanted = "文件夹" if order.several else "文件"
            raise click.UsageError(f"选项 {option} 要的是{wanted}，而 {output} 不是")
    usable = [source for source in given if not source.problems]
    if order.annotate is not None and usable and not any(is_pdf(source.path) for source in usable):
        raise click.UsageError(
            "选项 --annotate 只能在 pdf 上批注，要核对的都不是 pdf；请用 --html 看标在文字和表格中的问题"
        )
    for path in sorted({*outputs, *others}):
        try_to_write(path)


def checked_all(given: Sequence[Source], order: Order, jobs: int, resume: Path | None) -> list[Checked]:
    """Every document's result, in the order given; what `resume` knows is not done again."""
    results = {source.name: failed(source, source.problems) for source in given if source.problems}
    documents = [source for source in given if not source.problems]
    record = Record(resume, order) if resume is not None else None
    todo, known = record.split(documents) if record is not None else (documents, [])
    results |= {each.file: each for each in known}
    with CountProgress("核对", len(given), shown=len(given) > 1) as progress:
        for name in results:
            progress(name)
        for done in check_all(todo, order, jobs):
            results[done.file] = done
            if record is not None:
                record.add(done)
            progress(done.file)
    return with_unused([results[source.name] for source in given])
