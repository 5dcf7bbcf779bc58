"""Two disclosures side by side: versions, years, a unit within its department."""
