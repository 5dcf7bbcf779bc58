"""Which economic classes are costs of staff and which are operating costs."""

SIDES = {"人员经费": ("301", "303"), "公用经费": ("302", "307", "309", "310", "311", "312", "313", "399")}
