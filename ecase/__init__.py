"""ecase: the electronic criminal case. What lies where: README.md and docs/."""

__version__ = "0.1.0"
