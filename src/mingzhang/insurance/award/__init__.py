"""From facts to an award: reading cases and tables, computing them, and the statement of one person."""
