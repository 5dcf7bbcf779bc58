"""A department: the books of its units added up, what they paid each other eliminated."""
