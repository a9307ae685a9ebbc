"""`./run`: set up, start everything, keep it running, stop it in order."""

import errno
import http.client
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass

from ecase.machine import install, postgres, valkey
from ecase.machine.children import Child, tied
from ecase.machine.cluster import SERVER, Busy, Stores, owned_by, owning
from ecase.machine.keys import keys
from ecase.machine.place import ROOT, Place, place, python
from ecase.machine.processes import Process, processes
from ecase.machine.say import Stop, say

DEMO_PASSWORD = "demo-ecase-2026"
DEMO_ACCOUNTS = (
    ("investigator, investigator2, head", "investigation, Almaty district police"),
    ("prosecutor, chief / prosecutor2", "prosecutor's office, Almaty district / Astana"),
    ("judge, trial_judge, clerk / judge2", "courts of Almaty / Astana"),
    ("custody", "temporary detention facility, Almaty"),
    ("lawyer, lawyer2, suspect, victim", "defence and participants"),
    ("registrar, analyst, admin", "duty officer, statistics, reference data"),
)
_PATIENCE = {1: 12.0, 2: 15.0}  # seconds for a stage to end by itself
_BACK_OFF = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
_CLOCK = frozenset({"clock", "beat"})  # people wait for these: however often they fail, they are back at once
_STEADY = 60.0  # running this long forgets earlier failures


@dataclass
class _Kept:
    """A process that is kept running: its child now, how often it failed, when it may start again."""

    process: Process
    child: Child | None = None
    failures: int = 0
    again_at: float = 0.0


class _Signals:
    """Counts the wishes to stop: the first is orderly, the second is at once."""

    def __init__(self) -> None:
        self.wishes = 0
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._wish)

    def _wish(self, number: int, frame: object) -> None:
        self.wishes += 1


def serve() -> int:
    """Returns when told to stop; raises Stop with one line when something cannot start."""
    where = place()
    where.make()
    running = owned_by(where)
    if running:
        raise _taken(where, running)
    port_is_free(where)
    install.environment()
    install.front_end()
    install.pdf_libraries()
    install.translations()
    began = time.monotonic()
    try:
        with owning(where, SERVER) as stores:
            say("PostgreSQL and Valkey run." if not where.database else "Using the given DATABASE_URL.")
            _prepare(where, stores)
            kept = [_Kept(process) for process in processes(where)]
            signals = _Signals()
            try:
                for one in kept:
                    one.child = _launch(one.process, stores)
                if _wait_for_web(where, kept, signals):
                    _welcome(where, time.monotonic() - began)
                    _keep(kept, stores, signals)
            finally:
                _stop(kept, signals)
    except Busy as busy:
        raise _taken(where, busy.state) from None
    say("ecase has stopped; nothing is left running.")
    return 0


def _taken(where: Place, state: dict[str, object]) -> Stop:
    if state.get("purpose") == SERVER:
        address = state.get("address", "still starting")
        return Stop(f"ecase already runs on {where.data}: process {state.get('pid')}, {address}")
    return Stop(
        f"A management command (process {state.get('pid')}) uses {where.data} now; start ./run when it has ended."
    )


def port_is_free(where: Place) -> None:
    """Raise Stop with one line when the web could not listen."""
    try:
        family, _, _, _, address = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror:
        raise Stop(f"HOST={where.host} is no address of this machine.") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            words = f"Port {where.port} on {where.host} is taken by another program; set PORT to a free one."
        else:
            words = f"Cannot listen on {where.host}, port {where.port}: {error.strerror}."
        raise Stop(words) from None


def _prepare(where: Place, stores: Stores) -> None:
    """Migrate, load reference data, collect static files, tell the demo story; all of it repeatable."""
    environment = stores.environment("ecase_app", owner=True)
    migrate = (
        ["migrate", "--noinput", "-v0"] if environment.get("DATABASE_OWNER_URL") else ["migrate", "--check", "-v0"]
    )
    steps = [*migrate, ",", "load_reference", "-v0"]
    collect = not install.static_is_collected()
    if collect:
        steps += [",", "collectstatic", "--noinput", "-v0", "--ignore", "redoc", "--ignore", "fonts-pdf"]
    if where.demo:
        steps += [",", "seed_demo", "--first", "8", "--behind"]  # the worker tells the rest
    say("Bringing the database up to date ...")
    done = subprocess.run(
        [python(), "-m", "ecase.machine.steps", *steps],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        preexec_fn=tied(signal.SIGKILL),
    )
    if done.returncode:
        hint = (
            "" if environment.get("DATABASE_OWNER_URL") else " DATABASE_OWNER_URL is not set, so nothing was migrated."
        )
        raise Stop(f"ecase did not start, because its database could not be brought up to date.{hint}")
    if collect:
        install.static_was_collected()


def _launch(process: Process, stores: Stores) -> Child:
    assert stores.leash is not None
    return Child(
        process.name,
        process.command,
        leash=stores.leash,
        log=stores.place.logs / f"{process.name}.log",
        env=stores.environment(process.role),
        cwd=str(ROOT),
    )


def _wait_for_web(where: Place, kept: list[_Kept], signals: _Signals) -> bool:
    """True when the web answers; False when we are told to stop; Stop when a process dies first."""
    until = time.monotonic() + 90
    host = "127.0.0.1" if where.host == "0.0.0.0" else "::1" if where.host == "::" else where.host
    while time.monotonic() < until and not signals.wishes:
        for one in kept:
            if one.child and one.child.ended() is not None:
                log = where.logs / f"{one.process.name}.log"
                last = postgres.last_line(log.read_text(errors="replace")[-4000:])
                raise Stop(f"{one.process.name} did not start: {last} (log: {log})")
        line = http.client.HTTPConnection(host, where.port, timeout=10)
        try:
            line.request("GET", "/health/")
            line.getresponse()
            return True
        except OSError:
            time.sleep(0.1)
        finally:
            line.close()
    if signals.wishes:
        return False
    raise Stop(f"The web did not answer within 90 seconds (log: {where.logs / 'web.log'})")


def _welcome(where: Place, seconds: float) -> None:
    lines = ["", f"ecase is ready: {where.address}   ({seconds:.0f} s)"]
    if where.demo:
        lines += [f"Demo accounts, password {DEMO_PASSWORD}:"]
        lines += [f"  {names:<36} {what}" for names, what in DEMO_ACCOUNTS]
    lines += [f"Logs: {where.logs}   Stop: Ctrl-C", ""]
    try:
        print("\n".join(lines), flush=True)
    except BrokenPipeError:
        sys.stdout = sys.stderr  # nobody reads it; ecase runs on


def _keep(kept: list[_Kept], stores: Stores, signals: _Signals) -> None:
    """Until told to stop: start again what has ended, each time a little later."""
    while not signals.wishes:
        now = time.monotonic()
        _keep_stores(stores)
        for one in kept:
            if one.child is None:
                if now >= one.again_at:
                    one.child = _launch(one.process, stores)
                continue
            code = one.child.ended()
            if code is None:
                continue
            one.child.clear()
            one.failures = 0 if now - one.child.started > _STEADY else one.failures
            pause = _BACK_OFF[min(one.failures, len(_BACK_OFF) - 1)]
            if one.process.name in _CLOCK:
                pause = _BACK_OFF[0]
            one.failures, one.again_at, one.child = one.failures + 1, now + pause, None
            log = stores.place.logs / f"{one.process.name}.log"
            say(f"{one.process.name} ended (code {code}); it starts again in {pause:.0f} s. Log: {log}")
        time.sleep(0.2)


def _keep_stores(stores: Stores) -> None:
    """A store that died comes back at its old address, for the processes know no other; what fails is tried again."""
    for index, child in enumerate(stores.children):
        if child.ended() is None:
            continue
        say(f"{child.name} ended (code {child.ended()}); starting it again.")
        child.clear()
        leash, where = stores.leash, stores.place
        assert leash is not None
        try:
            if child.name == "postgres":
                again = postgres.start(postgres.server(where), leash=leash, place=where, port=stores.postgres_port)
            else:
                again = valkey.start(keys(where)["valkey"], leash=leash, place=where, port=stores.valkey_port)
        except Stop as stop:
            # The pages that say so stay up; a disk that is full now may have room in a minute.
            say(str(stop))
            time.sleep(2)
            continue
        stores.children[index] = again[0]


def _stop(kept: list[_Kept], signals: _Signals) -> None:
    """By stages: all of a stage are asked at once, then waited for; a second wish kills at once."""
    if any(one.child for one in kept):
        say("Stopping ... (Ctrl-C again: at once)")
    asked = signals.wishes
    for stage, patience in sorted(_PATIENCE.items()):
        children = [one.child for one in kept if one.child and one.process.stage == stage]
        for child in children:
            child.ask()
        until = time.monotonic() + patience
        while time.monotonic() < until and signals.wishes <= max(asked, 1):
            if all(child.ended() is not None for child in children):
                break
            time.sleep(0.05)
        for child in children:
            child.clear()
