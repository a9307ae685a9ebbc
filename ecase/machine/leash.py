"""The leash: waits for the end of `./run` and then ends what `./run` has started.

Started by children.Leash with the number of a pipe's reading end. Lines: `+ GROUP SIGNAL` (a child
was started; how to end it), `- GROUP` (it is gone), `done` (everything was stopped in order). The
pipe's end without `done` means that `./run` was killed. Standard library only, no imports of ours.
"""

import os
import signal
import sys
import time

PATIENCE = 20.0  # seconds for PostgreSQL and Valkey to write what they hold


def _alive(pid: int) -> bool:
    """Does the process still run? A zombie that nobody collects (a container without init) does not."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _send(group: int, number: int) -> None:
    try:
        if number == signal.SIGKILL:
            os.killpg(group, number)
        else:
            os.kill(group, number)  # PostgreSQL and Valkey pass it on to their own children
    except (ProcessLookupError, PermissionError):
        pass


def end(groups: dict[int, int]) -> None:
    """Programs first (at once), stores after them (asked, then killed)."""
    stores = {group: number for group, number in groups.items() if number != signal.SIGKILL}
    for group in groups.keys() - stores.keys():
        _send(group, signal.SIGKILL)
    for group, number in stores.items():
        _send(group, number)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and any(_alive(group) for group in stores):
        time.sleep(0.05)
    for group in groups:
        _send(group, signal.SIGKILL)


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # it ends with ./run, not before it
    groups: dict[int, int] = {}
    with os.fdopen(int(sys.argv[1])) as lines:
        for line in lines:
            words = line.split()
            if words[0] == "+":
                groups[int(words[1])] = int(words[2])
            elif words[0] == "-":
                groups.pop(int(words[1]), None)
            elif words[0] == "done":
                return 0
    end(groups)
    return 0


if __name__ == "__main__":
    sys.exit(main())
