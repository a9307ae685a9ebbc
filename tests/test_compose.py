"""docker-compose.yml and the Dockerfile: no default secret, each process its own role, nothing exposed."""

import re
from pathlib import Path

import pytest
import yaml

from ecase.machine.place import Place
from ecase.machine.processes import processes

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]
ROLES = {
    "migrate": "ecase_app",
    "web": "ecase_app",
    "clock": "ecase_clock",
    "work": "ecase_clock",
    "beat": "ecase_clock",
    "watchdog": "ecase_clock",
}


def test_these_services_and_no_others():
    assert set(SERVICES) == {"database", "broker", *ROLES}


def test_it_runs_the_processes_of_the_supervisor(tmp_path):
    place = Place(tmp_path, "127.0.0.1", 8000, True, False, None, None, None, None, None)
    assert {(one.name, one.role) for one in processes(place)} == set(ROLES.items()) - {("migrate", "ecase_app")}


@pytest.mark.parametrize(("name", "role"), ROLES.items())
def test_a_process_logs_in_as_its_own_role(name, role):
    assert SERVICES[name]["environment"]["DATABASE_URL"].startswith(f"postgresql://{role}:")


def test_only_migrate_knows_the_owner():
    owners = [name for name, service in SERVICES.items() if "DATABASE_OWNER_URL" in service.get("environment", {})]
    assert owners == ["migrate"]


def test_no_secret_has_a_default():
    secrets = re.findall(r"\$\{(\w*(?:PASSWORD|KEY)\w*)([^}]*)\}", TEXT)
    assert len({name for name, _ in secrets}) >= 8
    assert all(rest.startswith(":?") for _, rest in secrets), secrets
    literal = re.findall(r"^\s+\w*(?:PASSWORD|KEY)\w*: *(?!\$\{)\S.*$", TEXT, re.MULTILINE)
    assert literal == []


def test_demo_is_off_and_tls_is_on_unless_asked_for():
    environment = SERVICES["web"]["environment"]
    assert environment["ECASE_DEMO"] == "${ECASE_DEMO:-0}"
    assert environment["ECASE_TLS"] == "${ECASE_TLS:-1}"


def test_only_the_web_is_published_and_only_on_loopback():
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert list(published) == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in published["web"])


def test_processes_wait_for_the_migrated_database():
    for name in ROLES:
        after = SERVICES[name]["depends_on"]
        assert after["database"]["condition"] == "service_healthy"
        if name != "migrate":
            assert after["migrate"]["condition"] == "service_completed_successfully"


def test_processes_have_no_more_power_than_they_need():
    for name in ROLES:
        service = SERVICES[name]
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"] is True
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_health_is_checked():
    without = {name for name, service in SERVICES.items() if "healthcheck" not in service}
    assert without == {"migrate", "watchdog"}


def test_the_image_runs_as_a_user_and_holds_no_secret():
    text = (ROOT / "Dockerfile").read_text()
    last = text.rsplit("\nFROM ", 1)[1]
    assert "\nUSER ecase\n" in last
    assert "SECRET_KEY" not in last
    assert "PASSWORD" not in text


def test_the_stores_of_the_image_start_with_our_bootstrap():
    volumes = SERVICES["database"]["volumes"]
    script = next(volume.split(":")[0] for volume in volumes if "initdb.d" in volume)
    assert (ROOT / script).is_file()
