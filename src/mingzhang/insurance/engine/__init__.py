"""Rules as pure arithmetic over columns of exact numbers: one declaration computes, explains and documents itself."""
