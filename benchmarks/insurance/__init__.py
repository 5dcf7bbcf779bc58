"""Awards of 370,000 people from forms and from yearly records, against the same formulas done otherwise."""


def run() -> None:
    """All ratios of the insurance wing."""
    from benchmarks.insurance.__main__ import run as ratios

    ratios()
