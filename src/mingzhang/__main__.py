"""`python -m mingzhang` is the same as `mingzhang`."""

from mingzhang.cli import main

main()
