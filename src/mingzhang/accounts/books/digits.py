"""Digits as programs and people set them: full width ones are the same digits."""

import polars as pl

FULL, NARROW = "０１２３４５６７８９", "0123456789"
_NARROWED = str.maketrans(FULL, NARROW)


def narrowed(text: str) -> str:
    return text.translate(_NARROWED)


def narrowed_texts(texts: pl.Expr) -> pl.Expr:
    return texts.str.replace_many(list(FULL), list(NARROW))
