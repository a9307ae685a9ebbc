"""A covert action told by the hour: asked for, sanctioned, run, ended. What its tests share."""

import io
from datetime import datetime
from typing import Any

from cases.actions import file_upload
from cases.models import Case, Material
from cases.moving import do
from ecase.people.models import Appointment
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.actions import request
from sanctions.covert.filing import file_paper
from sanctions.models import Sanction
from sanctions.resource import SANCTION
from tests.fixtures import HOUR, tell_case

Posts = dict[str, Appointment]
WHOM = "Кравцов Денис Олегович, по оперативным данным сбытчик"
GROUNDS = "По рапорту от 1 числа сбыт договаривается по телефону; гласными действиями этого не установить."
REASONS = "Материалы подтверждают, что иным путём сведения не получить; срок соразмерен."
FACTS: dict[str, dict[str, Any]] = {
    "covert_telecom": {
        "target": "named", "person": "«Север»", "status": "none", "numbers": "+7 701 000 00 07",
        "need": "Открытыми действиями не получить.", "days": 20, "unit": "Управление специальных операций",
    },
    "covert_surveillance": {
        "target": "named", "person": "«Север»", "status": "none", "no_sound": True, "place": "Алматы",
        "need": "Открытыми действиями не получить.", "days": 10, "unit": "Управление специальных операций",
    },
}  # fmt: skip


def conductor(posts: Posts, case: Case) -> Appointment:
    """Whoever conducts the case."""
    return next(post for post in posts.values() if post.pk == case.investigator_id)


def report(posts: Posts, case: Case, at: datetime | None = None) -> Material:
    """A paper of the open file, on which a request can stand."""
    by, at = conductor(posts, case), at or now()
    words = io.BytesIO(f"Рапорт, {at.isoformat()}".encode())
    with speaking(by):
        return file_upload(case_id=case.pk, by=by, at=at, file=words, name="rapport.txt", title="Рапорт")


def ask(
    posts: Posts, case: Case, *, kind: str = "covert_telecom", at: datetime | None = None, rapport: bool = True,
    **more: Any,
) -> Sanction:  # fmt: skip
    """The investigator of the case draws up a request."""
    by, at = conductor(posts, case), at or now()
    if rapport:
        report(posts, case, at)
    typed = {"object": WHOM, "grounds": GROUNDS, "stated": ["over_one_year"], "facts": FACTS.get(kind, {}), **more}
    with speaking(by):
        return request(case_id=case.pk, by=by, at=at, kind=kind, **typed)


def move(
    posts: Posts, who: str, sanction: Sanction, name: str, /, at: datetime | None = None, **fields: Any
) -> Sanction:
    """A move on the request by the demo account `who`."""
    with speaking(posts[who]):
        moved: Sanction = do(SANCTION, sanction.pk, name, by=posts[who], at=at or now(), **fields)
    return moved


def in_court(posts: Posts, case: Case | None = None, **more: Any) -> Sanction:
    """A request that lies before the judge of the investigating court."""
    case = case or tell_case(posts, at=now() - 2 * HOUR)
    return move(posts, "investigator", ask(posts, case, **more), "submit")


def paper(posts: Posts, sanction: Sanction, at: datetime | None = None, title: str = "Носитель с записью") -> Material:
    """A result, filed in the compartment of its action."""
    by, at = conductor(posts, sanction.case), at or now()
    words = io.BytesIO(f"Запись «Север», {at.isoformat()}".encode())
    with speaking(by):
        return file_paper(sanction_id=sanction.pk, by=by, at=at, file=words, name="record.txt", title=title)


def granted(posts: Posts, case: Case | None = None, **more: Any) -> Sanction:
    """A sanctioned action that runs."""
    return move(posts, "judge", in_court(posts, case, **more), "grant", reasons=REASONS, days=20)
