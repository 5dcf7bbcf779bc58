"""Ordinals before labels: 一、 … 二十六、."""

import re

_ORDINAL = re.compile(r"^[一二三四五六七八九十]+、")


def without_ordinal(label: str) -> str:
    """The label alone: 三、国防支出 → 国防支出."""
    return _ORDINAL.sub("", label)
