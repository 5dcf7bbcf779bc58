"""How often a process looks for rings: objects that refer to each other and to nothing else that is used."""

import gc

YOUNG_OBJECTS = 50_000
"""New objects after which it looks: a disclosure or a unit's year has thousands of records, and no ring."""


def look_rarely() -> None:
    """From now on; by default a process looks after every 700 objects, which takes a tenth of a build and more."""
    gc.set_threshold(YOUNG_OBJECTS)
