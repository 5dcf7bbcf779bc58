"""Every code that check, read and compare can tell has a good and a bad document as its test; a new one needs them."""

import re
from pathlib import Path

import test_checks_codes
import test_checks_codes_further
import test_checks_codes_performance
import test_checks_codes_reading
from reachable_codes import codes_told

from mingzhang.accounts.performance.check import OWN_WORDS
from mingzhang.findings import catalogue

ROOM = "mingzhang.accounts"
ENTRIES = (
    (f"{ROOM}.checks.command", "check"),
    (f"{ROOM}.checks.read_command", "read"),
    (f"{ROOM}.comparison.compare", "compare"),
)
BY_PAIRS = {
    *(case[0] for case in test_checks_codes.CASES),
    *(case[0] for case in test_checks_codes_further.CASES),
    *(case[0] for case in test_checks_codes_performance.CASES),
    *(case[0] for case in test_checks_codes_reading.CASES),
}
"""Codes with what is good and what is bad."""
ELSEWHERE = {
    "test_checks_codes.py": {"X112"},
    "test_checks_codes_reading.py": {"R110"},
    "test_checks_class_rows.py": {"X135", "X136"},
    "test_checks_published.py": {"F107"},
    "test_performance_build.py": {"P190", "P191"},
    "test_readers_enormous.py": {"R115"},
    "test_checks_jointly.py": {"J101", "J112", "J113"},
    "test_checks_command.py": {"R114", "X190", "X191", "X193", "X196"},
    "test_annotate.py": {"X194", "X195"},
    "test_compare.py": {"C101", "C102", "C103", "C104", "C110", "C120"},
}
"""Codes whose good and bad documents need a test of their own: processes, settings beside a file, two documents."""
OF_THE_PROGRAM = {"L101", "L102", "L103", "L104", "L105", "L106", "P101", "P102", "P103"}
"""Faults of layouts and scoring policies, which no document holds: told where those are the user's own files."""

OF_BOOKS = OWN_WORDS | {"P142"}
"""Asked of a unit's own books, by functions that printed forms share: a form that prints no amount is told by P150."""


def test_every_code_has_its_documents() -> None:
    told = codes_told(ENTRIES)
    tried = BY_PAIRS.union(*ELSEWHERE.values())
    assert sorted(told - tried - OF_THE_PROGRAM - OF_BOOKS) == [], "codes without a good and a bad document"
    assert sorted(tried - told) == [], "documents of codes that nothing tells"
    assert told >= OF_THE_PROGRAM | OF_BOOKS


def test_the_rooms_of_checking_declare_nothing_that_is_never_told() -> None:
    declared = {code for code in catalogue() if code[0] in "FNXRC"}
    assert sorted(declared - codes_told(ENTRIES)) == []


def test_tests_of_their_own_name_the_code() -> None:
    for file, codes in ELSEWHERE.items():
        said = (Path(__file__).parent / file).read_text("utf-8")
        assert [code for code in sorted(codes) if not re.search(rf"\b{code}\b", said)] == [], file
