"""明账: open books of a Chinese social-insurance centre, and of any budget unit."""

__version__ = "0.1.0"
