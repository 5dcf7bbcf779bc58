"""The insurance wing's benchmark: ratios from one run. Run with `python -m benchmarks.insurance`."""
