"""Which prosecutor a request needs: the one over the case, or the head of a higher office, by the length asked (151).

Reading only; steps and levels are data of `ecase.law.ladder`. Sight of the case is given by the act that sends it on.
"""

from collections.abc import Iterator

from cases.actions.effects.terms import superior
from cases.models import Case, CaseMember
from ecase.law.investigation_ladder import Level
from ecase.law.ladder import BESIDE, LADDER, Post, Rise
from ecase.law.roles import Role
from ecase.law.words import N_, Refusal
from ecase.people.models import Appointment, Office
from ecase.people.queries import in_post
from sanctions.models import Sanction

STEPPED = frozenset({"arrest_extension", "house_arrest_extension"})
# How many offices above the one over the unit a level stands.
LEVELS: dict[Level, int] = {"district": 0, "oblast": 1, "prosecutor_general": 2}
NOT_THE_STEP = Refusal(
    "not_the_step",
    N_("For this length the head of another prosecutor's office has to agree: the one the request is before."),
    cite="CPC 151(6)-(8)",
)


def rise_of(sanction: Sanction) -> Rise | None:
    """The step of the ladder that the months asked for need; None for another kind or beyond the last step."""
    months = str(sanction.facts.get("months") or "")
    if sanction.kind not in STEPPED or not months.isdecimal():
        return None
    return next((rise for rise in LADDER if int(months) <= rise.months), None)


def why_not_ask_for(sanction: Sanction, by: Appointment) -> Refusal | None:
    """Why `by` may not draw up a petition for so long: from some length on the head of the unit asks (151(3),(4))."""
    rise = rise_of(sanction)
    if rise is None or rise.may_ask(Role(by.role), group_leader=_leads(sanction.case, by)):
        return None
    return Refusal(
        "asked_by_the_head",
        N_("So long a term is asked for by %(who)s."),
        {"who": rise.asked_by},
        rise.cite,
        "months",
    )


def _leads(case: Case, by: Appointment) -> bool:
    """Whether he leads an investigating group: whoever conducts a case with members does."""
    members = CaseMember.objects.filter(case=case, until__isnull=True)
    return bool(case.investigator_id == by.pk and members.exists())


def posts_of(sanction: Sanction) -> tuple[Post, ...]:
    """Who has to agree, in this order; empty where it is the prosecutor who supervises the case."""
    rise = rise_of(sanction)
    if rise is not None:
        return rise.posts
    beside = next((row for row in BESIDE.values() if row.kind == sanction.kind), None)
    return beside.posts if beside is not None else ()


def office_of(case: Case, post: Post) -> Office | None:
    """The prosecutor's office of the level; None where there is none above this unit."""
    return superior(case.office.supervised_by, LEVELS[post.level])


def holder_of(case: Case, post: Post) -> Appointment | None:
    """Who holds the post now: the prosecutor of the case where it is his, else the first of the office."""
    office = office_of(case, post)
    if office is None:
        return None
    own = case.prosecutor
    if own is not None and own.role in post.roles and own.office_id == office.pk:
        return own
    found: Appointment | None = in_post(office, post.roles).first()
    return found


def first(sanction: Sanction) -> Appointment | None:
    """Before whom the request goes first; None where nobody holds the post."""
    posts = posts_of(sanction)
    if not posts:
        supervising: Appointment | None = sanction.case.prosecutor
        return supervising
    return holder_of(sanction.case, posts[0])


def following(sanction: Sanction, by: Appointment) -> Post | None:
    """The post that has to agree after `by`; None when he is the last."""
    posts = posts_of(sanction)
    here = [number for number, post in enumerate(posts) if _holds(sanction, post, by)]
    return posts[here[0] + 1] if here and here[0] + 1 < len(posts) else None


def why_not_agree(sanction: Sanction, by: Appointment) -> Refusal | None:
    """Why `by` is not the prosecutor this request waits for; None also where no step is needed."""
    posts = posts_of(sanction)
    if not posts:
        return None
    waits = sanction.matter.waits_office_id
    for post in posts:
        office = office_of(sanction.case, post)
        if office is not None and office.pk == waits and _holds(sanction, post, by):
            return None
    return NOT_THE_STEP


def _holds(sanction: Sanction, post: Post, by: Appointment) -> bool:
    """Whether the post is his: as its head, over this case, or as the substitute before whom the request lies."""
    office = office_of(sanction.case, post)
    if office is None or by.office_id != office.pk or by.role not in post.roles:
        return False
    return by.role == Role.HEAD_OF_PROSECUTION or by.pk in (
        sanction.case.prosecutor_id, sanction.matter.waits_for_id,
    )  # fmt: skip


def titles_of(sanction: Sanction) -> Iterator[str]:
    """The offices that have to agree, in the language in use."""
    for post in posts_of(sanction):
        office = office_of(sanction.case, post)
        if office is not None:
            yield str(office)
