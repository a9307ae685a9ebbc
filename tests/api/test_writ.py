"""The writ through the API: the check list, the whole way, the paths of CONTRACT.md 5, and who gets which answer."""

import pytest

from tests.api.calls import Calls
from tests.telling import quick_papers
from tests.writs import MOTION, REASONS, SAID, STATED, WritStory

__all__ = ["quick_papers"]
