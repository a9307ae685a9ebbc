"""A person held, and the clock on it."""
