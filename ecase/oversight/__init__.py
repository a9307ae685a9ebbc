"""Desks, queue, calculators: reading across the cases. Writes nothing of the record."""
