"""The people of the tests: the demo accounts, in post, on a database that has its reference data.

They are made once, before the tests; a test that needs a case tells it by calling the actions.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection

from cases.actions import add_defence, add_participant, register
from cases.models import Case, Participant
from detention.actions import detain
from detention.models import Detention
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking

HOUR = timedelta(hours=1)
ADULT, MINOR, OTHER = "910314300126", "", "850606400334"


@pytest.fixture
def posts(db: None) -> dict[str, Appointment]:
    """The appointment of each demo account, by user name."""
    rows = Appointment.objects.select_related("user", "office__region", "office__facility", "office__court")
    return {row.user.username: row for row in rows.order_by("-id")}


@contextmanager
def logged_in_as(role: str) -> Iterator[None]:
    """The connection as another database role (`ecase_clock`, `ecase_read`); committed data only."""
    url = urlsplit(os.environ[{"ecase_clock": "DATABASE_CLOCK_URL", "ecase_read": "DATABASE_READ_URL"}[role]])
    before = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update({"USER": url.username, "PASSWORD": url.password})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def tell_case(
    posts: dict[str, Appointment], *, at: datetime | None = None, by: str = "investigator", qualification: str = "188/3"
) -> Case:
    """A registered case of `by`, an hour after the event."""
    at = at or now()
    with speaking(posts[by]):
        return register(
            by=posts[by],
            at=at,
            occasion="statement",
            summary="Неизвестный тайно похитил велосипед у подъезда.",
            occurred_at=at - HOUR,
            place="Алматы, ул. Абая, 12",
            qualification=qualification,
        )


def tell_suspect(
    posts: dict[str, Appointment], case: Case, *, iin: str = ADULT, defended: bool = True, **more: Any
) -> Participant:
    """A suspect of the case, defended by `lawyer`."""
    by = next(a for a in posts.values() if a.pk == case.investigator_id)
    with speaking(by):
        suspect = add_participant(
            case_id=case.pk,
            by=by,
            at=case.registered_at,
            capacity="suspect",
            last_name="Оспанов",
            first_name="Руслан",
            patronymic="Маратович",
            iin=iin,
            **more,
        )
        if defended:
            add_defence(
                case_id=case.pk,
                participant_id=suspect.pk,
                lawyer=posts["lawyer"],
                warrant="Уведомление № 17",
                by=by,
                at=case.registered_at,
            )
    return suspect


def tell_detention(
    posts: dict[str, Appointment], *, held_at: datetime | None = None, at: datetime | None = None, **more: Any
) -> Detention:
    """A person held since `held_at`, recorded at `at`; case, suspect and lawyer included."""
    held_at = held_at or now() - HOUR
    at = at or max(held_at, now() - HOUR / 2) if held_at > now() - 20 * HOUR else at or held_at
    case = tell_case(posts, at=min(at, held_at), qualification=more.pop("qualification", "188/3"))
    suspect = tell_suspect(
        posts, case, **{k: more.pop(k) for k in ("iin", "identity", "birth_date", "defended") if k in more}
    )
    by = next(a for a in posts.values() if a.pk == case.investigator_id)
    with speaking(by):
        return detain(
            case_id=case.pk,
            participant_id=suspect.pk,
            by=by,
            at=at,
            held_at=held_at,
            place="Алматы, пр. Достык, 5",
            ground="caught",
            **more,
        )


Teller = Callable[..., Any]
