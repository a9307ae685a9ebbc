"""Stored bytes, acts made into PDF, signatures and their verification. Knows no case."""
