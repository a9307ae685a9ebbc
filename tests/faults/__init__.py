"""Faults: a real installation is killed, cut off and started again, and what is left is counted from outside."""
