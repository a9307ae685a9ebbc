"""The machine under ecase: set-up, stores, supervisor. What `./run` promises when things go wrong.

Not here: a real start of every process (tests/test_run.py, marked `faults`).
"""

import ast
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ecase.machine import keys as secrets
from ecase.machine import postgres, steps, translations
from ecase.machine.place import Place, build, place
from ecase.machine.say import Stop

ROOT = Path(__file__).resolve().parent.parent
RUN = ROOT / "run"
MACHINE = ROOT / "ecase" / "machine"
NEEDS_MORE = {
    "steps.py",
    "translations.py",
    "extract.py",
    "vendor.py",
}  # run inside the environment, see machine/__init__.py

# ./run with small programs in place of Django's: a web that forks, a worker that forks and will not
# listen to SIGTERM, and one that fails twice a second. Everything else is the real supervisor.
STAND_IN = """
import sys
sys.path.insert(0, {root!r})
from ecase.machine import commands, serve
from ecase.machine.processes import Process

WEB = '''
import http.server, os, signal, sys, time
if os.fork() == 0:
    time.sleep(600)
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
signal.signal(signal.SIGTERM, lambda *a: os._exit(0))
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
'''
STUBBORN = "import os, signal, time; os.fork(); signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
FAILING = "import time; time.sleep(0.5); raise SystemExit('boom')"

def programs(place):
    yield Process("web", "ecase_app", (sys.executable, "-c", WEB, str(place.port)), 1)
    yield Process("stubborn", "ecase_clock", (sys.executable, "-c", STUBBORN), 2)
    yield Process("failing", "ecase_clock", (sys.executable, "-c", FAILING), 1)

serve.processes = programs
serve._prepare = lambda where, stores: None
serve._PATIENCE = {{1: 1.0, 2: 1.0}}
for step in ("front_end", "pdf_libraries"):
    setattr(serve.install, step, lambda: None)
sys.exit(commands.main(sys.argv[1:]))
"""


def a_place(data: Path, **changes: object) -> Place:
    settings = {"demo": True, "demo_public": False, "database": None, "database_owner": None, "database_clock": None}
    settings |= {"broker": None, "secret_key": None, "host": "127.0.0.1", "port": 8000, "durable": False}
    return Place(data=data, **(settings | changes))  # type: ignore[arg-type]


def left_of(data: Path) -> list[str]:
    """Command lines of living processes that know this data folder; zombies do not count."""
    found = []
    for process in Path("/proc").iterdir():
        if not process.name.isdecimal() or int(process.name) == os.getpid():
            continue
        with contextlib.suppress(OSError):
            if (process / "stat").read_text().rpartition(")")[2].split()[0] == "Z":
                continue
            line = (process / "cmdline").read_bytes()
            # Valkey writes over its arguments and environment; its working directory stays.
            known = line + (process / "environ").read_bytes() + bytes((process / "cwd").readlink())
            if str(data).encode() in known:
                found.append(line.replace(b"\0", b" ").decode()[:200])
    return found


def gone(data: Path, seconds: float = 8.0, only: tuple[str, ...] = ("",)) -> list[str]:
    """Wait for the end of all (or `only` those named so); returns what is still there."""
    until = time.monotonic() + seconds
    while True:
        left = [line for line in left_of(data) if any(word in line for word in only)]
        if not left or time.monotonic() > until:
            return left
        time.sleep(0.1)


def free_port() -> int:
    return postgres.free_port()


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "TMPDIR")}
    return {**kept, "ECASE_DATA": str(data), "PORT": str(free_port()), **more}


def run(*arguments: str, env: dict[str, str], program: str | Path = RUN) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(program), *arguments]
    return subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)


@contextlib.contextmanager
def a_folder() -> Iterator[Path]:
    # Not pytest's own 0700 folder: as root the database runs as a user who has to get here.
    folder = Path(tempfile.mkdtemp(prefix="ecase-machine-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder that is not there yet."""
    with a_folder() as folder:
        yield folder / "data"


@pytest.fixture(scope="module")
def made_data() -> Iterator[Path]:
    """A data folder after one first start; tests copy it, which is quicker than initdb."""
    with a_folder() as folder:
        done = run("manage", "version", env=environment(folder / "data"))
        assert done.returncode == 0, done.stderr
        yield folder / "data"


@pytest.fixture
def stand_in(data: Path) -> Path:
    script = data.parent / "stand_in.py"
    script.write_text(textwrap.dedent(STAND_IN).format(root=str(ROOT)))
    return script


class Started:
    """A stand-in `./run` in the background and what it has said."""

    def __init__(self, script: Path, env: dict[str, str], output: Path | None = None) -> None:
        self.env = env
        self.output = output or script.with_suffix(".out")
        with self.output.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, str(script)], env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )

    def wait_for(self, words: str, seconds: float = 40.0) -> str:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            said = self.output.read_text()
            if words in said:
                return said
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"{words!r} was not said within {seconds} s:\n{self.output.read_text()}")


@pytest.fixture
def started(stand_in: Path, data: Path, made_data: Path) -> Iterator[Started]:
    subprocess.run(["cp", "-a", str(made_data), str(data)], check=True)
    one = Started(stand_in, environment(data))
    try:
        one.wait_for("ecase is ready")
        yield one
    finally:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait()
        gone(data)


# --- before anything is installed ---------------------------------------------------------------------


def test_run_can_be_read_by_every_old_python():
    tree = ast.parse(RUN.read_text())
    too_new = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef, ast.Nonlocal)
    assert not [node for node in ast.walk(tree) if isinstance(node, too_new)]
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and (n.returns or n.args.kwonlyargs)]


def test_an_old_python_says_so_in_one_line(tmp_path):
    pretend = f"import runpy, sys; sys.version_info = (3, 8, 1); runpy.run_path({str(RUN)!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", pretend], env={"PATH": str(tmp_path)}, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "ecase needs Python 3.11 or newer; this is Python 3.8 and no newer one is in PATH."
    ]


@pytest.mark.parametrize("module", sorted(MACHINE.glob("*.py")), ids=lambda path: path.name)
def test_the_machine_needs_only_the_standard_library(module):
    tree = ast.parse(module.read_text())
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names -= {"ecase"}  # the package above, which imports nothing: its version
    foreign = {n for n in names if n.split(".")[0] not in sys.stdlib_module_names and not n.startswith("ecase.machine")}
    assert foreign == set() or module.name in NEEDS_MORE


def test_the_package_above_the_machine_imports_nothing():
    tree = ast.parse((ROOT / "ecase" / "__init__.py").read_text())
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements.in", "requirements-dev.in"])
def test_requirements_name_no_host(name):
    text = (ROOT / name).read_text()
    for word in ("http:", "https:", "--index-url", "--extra-index-url", "--find-links", "--trusted-host", "file:"):
        assert word not in text


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_with_hashes(name):
    logical = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
    lines = [line for line in logical if line.strip() and not line.startswith("#")]
    assert len(lines) > 20
    assert [line for line in lines if "==" not in line.split("--hash")[0] or "--hash=sha256:" not in line] == []


def test_package_lock_names_no_host():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    for name, package in lock["packages"].items():
        assert "resolved" not in package, name
        package.pop("funding", None)
        assert "http" not in json.dumps(package), name
        assert not name or package["integrity"].startswith("sha512-")


# --- the environment ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"PORT": "many"}, "PORT must be a number"),
        ({"PORT": "70000"}, "PORT must be a number"),
        ({"ECASE_DEMO": "yes"}, "ECASE_DEMO must be 0 or 1"),
        ({"DATABASE_URL": "sqlite:///x"}, "DATABASE_URL must start with postgres://"),
        ({"REDIS_URL": "amqp://x"}, "REDIS_URL must start with redis://"),
        ({"HOST": "0.0.0.0"}, "unless ECASE_DEMO_PUBLIC=1"),
        ({"ECASE_DEMO": "0"}, "SECRET_KEY is missing"),
        ({"ECASE_DEMO": "0", "SECRET_KEY": "k" * 50}, "ECASE_LEDGER_KEY is missing"),
        ({"DATABASE_URL": "postgresql://app@db/ecase"}, "SECRET_KEY is missing"),
    ],
)
def test_nonsense_is_refused_with_one_line(environ, words):
    with pytest.raises(Stop) as refused:
        place(environ)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_build_names_the_commit():
    assert re.fullmatch(r"\d+\.\d+\.\d+(\+[0-9a-f]{7,40}(\.changed)?)?", build())


def test_demo_is_on_only_for_embedded_data():
    given = {"DATABASE_URL": "postgresql://app@db/ecase", "SECRET_KEY": "k" * 50, "ECASE_LEDGER_KEY": "0" * 64}
    assert place({}).demo is True
    assert place(given).demo is False
    assert place({"HOST": "0.0.0.0", "ECASE_DEMO_PUBLIC": "1"}).host == "0.0.0.0"


def test_run_refuses_in_one_line(data):
    done = run(env=environment(data, HOST="0.0.0.0"))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "ECASE_DEMO_PUBLIC" in done.stderr


def test_an_unknown_command_is_named(data):
    done = run("fly", env=environment(data))
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["./run does not know 'fly'. ./run help lists what it knows."]


def test_a_busy_port_is_one_line(data):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(env=environment(data, PORT=str(port)))
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"Port {port} on 127.0.0.1 is taken by another program; set PORT to a free one."
    ]


def test_a_data_folder_that_cannot_be_written_is_one_line():
    done = run(env=environment(Path("/proc/ecase")))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "The data folder /proc/ecase cannot be written" in done.stderr


def test_doctor_answers_without_changing_anything(data):
    done = run("doctor", env=environment(data))
    assert "Python 3." in done.stdout
    assert "is free" in done.stdout
    assert not data.exists()


# --- secrets and data --------------------------------------------------------------------------------


def test_secrets_are_made_once_and_for_one_reader(data):
    data.mkdir()
    made = secrets.keys(a_place(data))
    assert secrets.keys(a_place(data)) == made
    assert len(set(made.values())) == len(secrets.NAMES)
    assert len(made["ledger_key"]) == 64
    assert {path.stat().st_mode & 0o777 for path in (data / "secrets").iterdir()} == {0o600}
    assert (data / "secrets").stat().st_mode & 0o777 == 0o700


def test_a_lost_secret_is_never_made_anew(data):
    data.mkdir()
    secrets.keys(a_place(data))
    (data / "secrets" / "ledger_key").unlink()
    with pytest.raises(Stop, match="ledger_key is missing"):
        secrets.keys(a_place(data))


@pytest.mark.parametrize(("version", "words"), [("16\n", "PostgreSQL 16"), (None, "no PG_VERSION")])
def test_data_of_another_postgres_is_not_touched(data, version, words):
    folder = data / "postgres"
    folder.mkdir(parents=True)
    if version:
        (folder / "PG_VERSION").write_text(version)
    done = run("manage", "check", env=environment(data))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert words in done.stderr
    assert [path.name for path in folder.iterdir()] == (["PG_VERSION"] if version else [])


def test_a_vanished_database_is_not_replaced_by_an_empty_one(data):
    data.mkdir()
    (data / "has-database").touch()
    done = run("manage", "check", env=environment(data))
    assert done.returncode == 1
    assert "has disappeared" in done.stderr


def test_reachable_looks_at_every_folder_above(data):
    inner = data / "a" / "b"
    inner.mkdir(parents=True)
    assert postgres.reachable(inner)
    (data / "a").chmod(0o700)
    assert not postgres.reachable(inner)


@pytest.mark.skipif(os.getuid() != 0, reason="only root has to hand the database to another user")
def test_root_under_a_closed_folder_keeps_the_database_elsewhere(data):
    data.parent.chmod(0o700)
    where = a_place(data)
    data.mkdir()
    try:
        found = postgres.server(where)
        assert found.data.parent == postgres.elsewhere(where)
        assert postgres.reachable(found.data.parent)
        assert found.account.user not in (None, 0)
        assert data.parent.stat().st_mode & 0o777 == 0o700
    finally:
        postgres.elsewhere(where).rmdir()


# --- start, stop and worse -----------------------------------------------------------------------------


def test_it_stops_in_order_and_leaves_nothing(started, data):
    assert left_of(data)
    started.process.send_signal(signal.SIGTERM)
    assert started.process.wait(20) == 0
    assert left_of(data) == []
    said = started.output.read_text()
    assert said.rstrip().endswith("ecase has stopped; nothing is left running.")
    assert not (data / "state.json").exists()
    log = (data / "logs" / "postgres.log").read_text()
    assert "database system is shut down" in log


def test_killed_it_leaves_nothing_and_starts_again(started, data, stand_in):
    assert any("stubborn" in line or "os.fork" in line for line in left_of(data))
    started.process.kill()
    started.process.wait()
    assert gone(data) == []
    again = Started(stand_in, environment(data))
    try:
        again.wait_for("ecase is ready")
    finally:
        again.process.terminate()
        again.process.wait(20)
    assert "not properly shut down" not in (data / "logs" / "postgres.log").read_text()
    assert gone(data) == []


def test_killed_together_with_its_leash_the_stores_still_end(started, data):
    leash = next(p for p in Path("/proc").glob("[0-9]*/cmdline") if _is_leash_of(p, started.process.pid))
    os.kill(int(leash.parent.name), signal.SIGKILL)
    started.process.kill()
    started.process.wait()
    assert gone(data, only=("postgres", "valkey")) == []
    for process in Path("/proc").glob("[0-9]*"):  # what the stand-ins forked: the leash's work, done here by hand
        with contextlib.suppress(OSError):
            if str(data).encode() in (process / "environ").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)


def _is_leash_of(cmdline: Path, parent: int) -> bool:
    try:
        ppid = int((cmdline.parent / "stat").read_text().rpartition(")")[2].split()[1])
        return ppid == parent and b"leash.py" in cmdline.read_bytes()
    except OSError:
        return False


def test_a_second_run_on_the_same_data_is_refused(started, data, stand_in):
    done = run(env=environment(data), program=stand_in)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert f"ecase already runs on {data}: process {started.process.pid}, http://127.0.0.1:" in done.stderr


def test_what_ends_is_started_again_ever_more_slowly(started):
    said = started.wait_for("failing ended (code 1); it starts again in 2 s")
    assert "failing ended (code 1); it starts again in 1 s" in said


def test_a_killed_store_comes_back_at_its_old_address(started, data):
    state = json.loads((data / "state.json").read_text())
    _main, *_ = (data / "postgres" / "postmaster.pid").read_text().splitlines()
    os.kill(int(_main), signal.SIGKILL)
    started.wait_for("postgres ended (code -9); starting it again.")
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", state["postgres_port"]), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError("PostgreSQL did not come back")


def test_a_command_joins_the_running_stores(started, data, stand_in):
    done = run("manage", "version", env=environment(data), program=stand_in)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()[0].isdigit()
    assert started.process.poll() is None


def test_commands_at_once_share_one_database(data, stand_in):
    command = [sys.executable, str(stand_in), "manage", "version"]
    env = environment(data)
    both = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    said = [one.communicate(timeout=60) for one in both]
    assert [one.returncode for one in both] == [0, 0, 0], said
    assert gone(data) == []


def test_given_stores_are_used_and_none_of_ours_started(data):
    given = {"DATABASE_URL": "postgresql://app:x@127.0.0.1:1/ecase", "REDIS_URL": "redis://127.0.0.1:1/0"}
    given |= {"ECASE_DEMO": "0", "SECRET_KEY": "k" * 50, "ECASE_LEDGER_KEY": "0" * 64}
    done = run("manage", "version", env=environment(data, **given))
    assert done.returncode == 0, done.stderr
    assert not (data / "postgres").exists()
    assert not (data / "secrets").exists()


# --- small parts -----------------------------------------------------------------------------------------


def test_steps_are_split_at_commas():
    words = ["migrate", "-v0", ",", "load_reference", ",", "collectstatic"]
    assert steps.split(words) == [["migrate", "-v0"], ["load_reference"], ["collectstatic"]]


def _catalogue(root: Path, language: str, body: str) -> Path:
    po = root / "app" / "locale" / language / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: {language}\\n"\n\n'
    po.write_text(head + body)
    return po


def test_translations_are_compiled_without_gettext(tmp_path):
    import gettext

    po = _catalogue(tmp_path, "kk", 'msgid "Case"\nmsgstr "Іс"\n')
    assert translations.compile_all(tmp_path) == 1
    assert translations.compile_all(tmp_path) == 0
    with po.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Case") == "Іс"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('msgid "Case"\nmsgstr ""\n', "is not translated"),
        ('#, fuzzy\nmsgid "Case"\nmsgstr "Дело"\n', "is fuzzy"),
        ('msgid "Due in %(hours)s h"\nmsgstr "Через час"\n', "differs in placeholders: hours"),
        ('msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s день"\nmsgstr[1] ""\n', "is not translated"),
    ],
)
def test_what_a_reader_would_miss_is_found(tmp_path, body, words):
    _catalogue(tmp_path, "ru", body)
    found = list(translations.faults(tmp_path))
    assert len(found) == 1
    assert words in found[0]


def test_messages_are_collected_from_code_and_templates(tmp_path):
    app, templates = tmp_path / "app", tmp_path / "templates" / "app"
    templates.mkdir(parents=True)
    app.mkdir()
    (app / "apps.py").write_text("")
    (app / "views.py").write_text('from words import N_\nTITLE = N_("Case")\nN_(name)\nngettext("day", "days", n)\n')
    page = '{% load i18n %}\n  <p>{% translate "Term" %}</p>\n'
    page += "{% blocktranslate trimmed %}Due {{ at }}{% endblocktranslate %}"
    (templates / "page.html").write_text(page)
    assert list(translations.missing(tmp_path))
    translations.collect(tmp_path)
    po = app / "locale" / "ru" / "LC_MESSAGES" / "django.po"
    first = po.read_text()
    for text in ('"Case"', '"day"', '"days"', '"Term"', '"Due %(at)s"'):
        assert text in first
    assert list(translations.missing(tmp_path)) == []
    po.write_text(first.replace('msgid "Case"\nmsgstr ""', 'msgid "Case"\nmsgstr "Дело"'))
    translations.collect(tmp_path)
    assert 'msgid "Case"\nmsgstr "Дело"' in po.read_text()
    assert len(po.read_text()) == len(first) + len("Дело")
