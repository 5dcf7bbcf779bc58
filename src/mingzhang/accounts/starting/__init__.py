"""A new books folder that an accountant can fill in."""
