"""One installation for all fault tests of a run: the first start is measured, the last end leaves nothing."""

import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.people import Person
from tests.faults.stack import FIRST_START, Stack


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def made() -> Iterator[Stack]:
    # Not pytest's own 0700 folder: as root the database runs as a user who has to get here.
    folder = Path(tempfile.mkdtemp(prefix="ecase-faults-"))
    folder.chmod(0o711)
    stack = Stack(folder, _free_port())
    try:
        print(f"first start: {stack.start(FIRST_START):.1f} s")
        yield stack
        assert stack.stop() == []
    finally:
        if stack.runner is not None:
            stack.runner.kill()
            stack.runner = None
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def stack(made: Stack) -> Stack:
    """The installation, running."""
    if made.runner is None:
        made.start()
    return made


@pytest.fixture
def investigator(stack: Stack) -> Person:
    return Person(stack, "investigator").sign_in()
