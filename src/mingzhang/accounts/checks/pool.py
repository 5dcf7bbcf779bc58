"""Many documents checked side by side; one that breaks its process or never ends stops no other."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from concurrent.futures import TimeoutError as NotInTime

from mingzhang.accounts.checks.run import Checked, Order, Source, check_file
from mingzhang.accounts.readers.limits import Meter
from mingzhang.findings import Place, finding

GRACE_SECONDS = 60.0
"""A reader watches its own limit of seconds; past that and this much more, for checks, its process is stopped."""
DOCUMENTS_A_PROCESS = 200
"""After so many a process is replaced by a fresh one, so that memory stays flat however many there are."""


def check_all(
    given: Sequence[Source], order: Order, jobs: int, done: Callable[[Checked], None] = lambda _: None
) -> list[Checked]:
    """Every document checked, in the order given; `done` is told each as it is ready."""
    results: dict[int, Checked] = {}
    one_by_one = len(given) <= 1
    for at, checked in _in_turn(given, order) if one_by_one else _side_by_side(given, order, min(jobs, len(given))):
        results[at] = checked
        done(checked)
    return [results[at] for at in range(len(given))]


def _in_turn(given: Sequence[Source], order: Order) -> Iterator[tuple[int, Checked]]:
    for at, source in enumerate(given):
        yield at, check_file(source, order)


def _side_by_side(given: Sequence[Source], order: Order, jobs: int) -> Iterator[tuple[int, Checked]]:
    """In processes of their own, even with one job: a parser of pdf files that never ends cannot be stopped else.

    Started afresh (spawn) on every system: a copy of a process with threads may hang.
    """
    import multiprocessing

    from pebble import ProcessExpired, ProcessPool

    most = order.limits.seconds + GRACE_SECONDS
    with ProcessPool(jobs, DOCUMENTS_A_PROCESS, context=multiprocessing.get_context("spawn")) as pool:
        under_way: dict[Future[Checked], int] = {
            pool.schedule(check_file, args=(source, order), timeout=most): at for at, source in enumerate(given)
        }
        try:
            for future in as_completed(under_way):
                at = under_way.pop(future)
                source = given[at]
                try:
                    yield at, future.result()
                except NotInTime:
                    told = Meter(source.name, order.limits).too_much(f"{most:g} 秒仍未核对完", f"不超过 {most:g} 秒")
                    yield at, Checked(source.name, "", False, told.findings)
                except ProcessExpired:
                    yield at, Checked(source.name, "", False, (finding("X192", Place(file=source.name)),))
        finally:
            if under_way:  # interrupted: what has not begun never begins
                pool.stop()  # type: ignore[no-untyped-call]
