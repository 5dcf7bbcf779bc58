"""The schemes, one file each: facts, lines, articles. They are computed by mingzhang.insurance.engine."""
