"""Benchmarks: ratios from one run, never timed tests. Run with `make bench`."""
