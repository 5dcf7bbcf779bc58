"""What is not a figure: one slip at a time in consistent documents, the share found and located by kind."""

from benchmarks.slips.study import run as run
