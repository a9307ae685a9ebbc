"""Child processes that cannot outlive `./run`: a parent-death signal each, and one leash for all.

PR_SET_PDEATHSIG reaches only the direct child; gunicorn and Celery fork further. So each child leads
a process group of its own, and the leash (leash.py), a small process that notices when `./run` is
gone in whatever way, kills those groups in order. Everything is started from the main thread: the
death signal fires when the starting *thread* ends.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1
_KEPT_LOG = 10 * 1024 * 1024


def tied(last_signal: int) -> Callable[[], None]:
    """For `preexec_fn`: the child gets `last_signal` when we die.

    It runs in the child after setsid and setuid (setuid clears the death signal) and before exec.
    """
    parent = os.getpid()

    def tie() -> None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, last_signal, 0, 0, 0)
        if os.getppid() != parent:  # the parent died between fork and prctl
            os._exit(1)

    return tie


class Leash:
    """The helper process that ends the children's groups when `./run` dies without doing it itself."""

    def __init__(self, keep_open: Sequence[int] = ()) -> None:
        """`keep_open`: lock files that stay locked until the last child is gone."""
        reading, self._pipe = os.pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(Path(__file__).with_name("leash.py")), str(reading)],
            stdin=subprocess.DEVNULL,
            pass_fds=(reading, *keep_open),
            start_new_session=True,
            cwd="/",
        )
        os.close(reading)

    def tell(self, line: str) -> None:
        try:
            os.write(self._pipe, (line + "\n").encode())
        except BrokenPipeError:
            pass  # somebody killed the leash; the death signals are still there

    def release(self) -> None:
        """Everything was stopped in order: the leash has nothing left to do."""
        self.tell("done")
        os.close(self._pipe)
        self._process.wait()


class Child:
    """One running child, leader of its own session and process group."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        leash: Leash,
        log: Path,
        env: Mapping[str, str],
        cwd: str = "/",
        stop_signal: int = signal.SIGTERM,
        death_signal: int = signal.SIGKILL,
        user: int | None = None,
        group: int | None = None,
    ) -> None:
        self.name = name
        self.stop_signal = stop_signal
        self._leash = leash
        if log.exists() and log.stat().st_size > _KEPT_LOG:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as out:
            self._process: subprocess.Popen[bytes] = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                cwd=cwd,
                env=dict(env),
                preexec_fn=tied(death_signal),
                user=user,
                group=group,
                extra_groups=None if user is None else [],
            )
        self.started = time.monotonic()
        leash.tell(f"+ {self.pid} {int(stop_signal if death_signal != signal.SIGKILL else signal.SIGKILL)}")

    @property
    def pid(self) -> int:
        return self._process.pid

    def ended(self) -> int | None:
        """The exit code once the leader has ended, else None."""
        return self._process.poll()

    def stop(self, patience: float) -> None:
        """Ask, wait `patience` seconds, then kill whatever is left of the group."""
        self.ask()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            pass
        self.clear()

    def ask(self) -> None:
        """Send the stop signal to the leader; it ends its own children."""
        if self.ended() is None:
            self._process.send_signal(self.stop_signal)

    def clear(self) -> None:
        """Kill the rest of the group, also when the leader has died by itself."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
        self._process.wait()
        self._leash.tell(f"- {self.pid}")
