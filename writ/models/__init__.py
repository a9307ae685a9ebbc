"""The tables of the writ proceedings."""

from writ.models.after import Appeal, Copy, Payment
from writ.models.wills import Will
from writ.models.writ import Accused, Writ

__all__ = ["Accused", "Appeal", "Copy", "Payment", "Will", "Writ"]
