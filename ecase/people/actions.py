"""What changes notices, tokens, users and appointments. Offices are plain reference data of the admin."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from ecase.law.identity import parse_iin
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal, Refused
from ecase.people.models import Appointment, Notice, Office, Token, User

# Without the letters and digits that are taken for one another when read aloud or copied by hand.
PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105
TOKEN_LIFE = timedelta(seconds=8 * 60 * 60)
A_MINUTE = timedelta(minutes=1)


def tell(
    *,
    to: Iterable[Appointment],
    kind: str,
    key: str,
    at: datetime,
    params: Mapping[str, object] | None = None,
    path: str = "",
    must_acknowledge: bool = False,
) -> int:
    """Leave one notice of the event `key` for each of `to`; a second telling leaves none.

    Returns how many readers were addressed.
    """
    readers = {appointment.pk: appointment for appointment in to}
    Notice.objects.bulk_create(
        [
            Notice(
                to=reader,
                kind=kind,
                key=key,
                at=at,
                params=dict(params or {}),
                path=path,
                must_acknowledge=must_acknowledge,
            )
            for reader in readers.values()
        ],
        ignore_conflicts=True,
    )
    return len(readers)


@transaction.atomic
def acknowledge(*, notice_id: int, by: Appointment, at: datetime) -> Notice:
    """Note that `by` has taken in the notice; once is enough, twice changes nothing.

    Raises Refused(code="no_notice") for a notice of somebody else.
    """
    notice = Notice.objects.select_for_update().filter(pk=notice_id, to=by).first()
    if notice is None:
        raise Refused(Refusal("no_notice", N_("There is no such notice.")))
    if notice.acknowledged_at is None:
        notice.read_at = notice.read_at or at
        notice.acknowledged_at = at
        notice.save(update_fields=["read_at", "acknowledged_at"])
    return notice


def mark_read(*, by: Appointment, notices: Iterable[int], at: datetime) -> None:
    """Note that `by` has seen these of his own notices."""
    Notice.objects.filter(to=by, pk__in=list(notices), read_at__isnull=True).update(read_at=at)


def issue_token(*, by: Appointment, at: datetime) -> tuple[str, Token]:
    """A new API key for `by`: the text, shown once, and its row, which holds only the hash."""
    text = secrets.token_urlsafe(32)
    row = Token.objects.create(appointment=by, digest=token_digest(text), created_at=at, expires_at=at + TOKEN_LIFE)
    return text, row


def kill_token(*, token_id: int, by: Appointment, at: datetime) -> bool:
    """End one of the user's own keys at once; False when it is not his or already dead."""
    return bool(
        Token.objects.filter(pk=token_id, appointment__user_id=by.user_id, killed_at__isnull=True).update(killed_at=at)
    )


def token_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def add_user(
    *,
    username: str,
    last_name: str,
    first_name: str,
    patronymic: str = "",
    iin: str | None = None,
    language: str = "ru",
    administrator: bool = False,
) -> User:
    """A person with an account and, until one is set, no password. `administrator` opens the reference data only.

    Raises Refused: iin_wrong, username_taken, iin_taken.
    """
    if iin:
        try:
            iin = parse_iin(iin).text
        except ValueError as wrong:
            raise Refused(Refusal("iin_wrong", str(wrong), field="iin")) from wrong
    if User.objects.filter(username=username).exists():
        raise Refused(Refusal("username_taken", N_("This user name is taken."), field="username"))
    if iin and User.objects.filter(iin=iin).exists():
        raise Refused(Refusal("iin_taken", N_("Somebody with this IIN has an account already."), field="iin"))
    user = User(
        username=username,
        last_name=last_name,
        first_name=first_name,
        patronymic=patronymic,
        iin=iin or None,
        language=language,
        is_staff=administrator,
        is_superuser=administrator,
    )
    user.set_unusable_password()
    user.save()
    return user


@transaction.atomic
def new_password(*, user: User, at: datetime) -> str:
    """Give `user` a password made by chance and return it, to be shown once; only its hash is kept.

    Sessions opened with the old one end by themselves, since they carry its fingerprint; its API keys are ended here.
    """
    text = "-".join("".join(secrets.choice(PASSWORD_LETTERS) for _ in range(5)) for _ in range(4))
    user.set_password(text)
    user.save(update_fields=["password"])
    Token.objects.filter(appointment__user=user, killed_at__isnull=True).update(killed_at=at)
    return text


def why_not_appoint(
    *, user: User, role: str, office: Office, since: datetime, until: datetime | None, acting_for: Appointment | None
) -> Refusal | None:
    """The first reason against this appointment; None when it may be made."""
    if role not in set(Role):
        return Refusal("role_unknown", N_("There is no such role."), field="role")
    if user.is_superuser or user.is_staff:
        return Refusal(
            "administrator", N_("The administrator of the machine holds no post in the cases."), field="user"
        )
    if not office.active:
        return Refusal("office_closed", N_("This office is closed; nobody is appointed to it."), field="office")
    if until is not None and until <= since:
        return Refusal("ends_before", N_("The appointment has to end after it begins."), field="until")
    if acting_for is not None and acting_for.user_id == user.pk:
        return Refusal("acts_for_self", N_("Nobody acts for himself."), field="acting_for")
    if until is None and Appointment.objects.filter(user=user, role=role, office=office, until__isnull=True).exists():
        return Refusal("holds_post", N_("This person holds this post already."), field="role")
    return None


@transaction.atomic
def appoint(
    *,
    user: User,
    role: str,
    office: Office,
    since: datetime,
    until: datetime | None = None,
    acting_for: Appointment | None = None,
) -> Appointment:
    """Put `user` in a post. Raises Refused as `why_not_appoint` answers."""
    refusal = why_not_appoint(user=user, role=role, office=office, since=since, until=until, acting_for=acting_for)
    if refusal is not None:
        raise Refused(refusal)
    return Appointment.objects.create(
        user=user, role=role, office=office, since=since, until=until, acting_for=acting_for
    )


def why_not_end(appointment: Appointment, until: datetime, at: datetime) -> Refusal | None:
    """The first reason against ending the post at `until`, said at `at`; what has ended cannot be changed."""
    if appointment.until is not None and appointment.until <= at:
        return Refusal("ended_already", N_("This appointment has ended already."))
    if until <= appointment.since:
        return Refusal("ends_before", N_("The appointment has to end after it begins."), field="until")
    if until < at - A_MINUTE:
        return Refusal(
            "ends_in_past", N_("An appointment does not end in the past: acts may hang on it."), field="until"
        )
    return None


@transaction.atomic
def end_appointment(*, appointment: Appointment, at: datetime, until: datetime | None = None) -> Appointment:
    """End a post at `until` (now, when not given). The keys that speak for it end with it; what was signed stays.

    Raises Refused as `why_not_end` answers.
    """
    row = Appointment.objects.select_for_update().get(pk=appointment.pk)
    refusal = why_not_end(row, until or at, at)
    if refusal is not None:
        raise Refused(refusal)
    row.until = until or at
    row.save(update_fields=["until"])
    return row


def posts_held(*, at: datetime, **whose: object) -> QuerySet[Appointment]:
    """The appointments that run at `at`, of those the filter names."""
    return Appointment.objects.filter(Q(until__isnull=True) | Q(until__gt=at), since__lt=at, **whose).order_by("pk")


def end_posts_of_closed_accounts(*, at: datetime, user: User | None = None) -> list[Appointment]:
    """Whoever's account is closed speaks no more, so he holds no post either; returns the posts that ended
    (of `user` alone, when given).

    At once, for what hangs on a person held cannot wait for somebody who may be let in again. It is not undone when
    the account is opened: his cases are with others by then, and the administrator appoints him anew.
    """
    held = list(posts_held(at=at, user__is_active=False, **({"user": user} if user is not None else {})))
    Appointment.objects.filter(pk__in=[post.pk for post in held]).update(until=at)
    return held
