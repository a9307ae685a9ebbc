"""The case: its register, people, charge, matters, materials, terms, and who may see it."""
