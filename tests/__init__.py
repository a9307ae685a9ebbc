"""Tests of ecase. What lies where: docs/testing.md."""
