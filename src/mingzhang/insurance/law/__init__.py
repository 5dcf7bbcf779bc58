"""The law as data: dated parameters with region, source and confidence, and how they are looked up."""
