"""The law as data and pure functions: no database, no web framework, no reading of the clock."""
