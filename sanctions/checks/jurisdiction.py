"""Whether the request finds somebody to decide it, in the right court, and serves a registered offence."""

from collections.abc import Iterator

from cases.actions.scope import served
from cases.models import Case
from ecase.law import preflight
from ecase.law.preflight import Check, of_refusal
from ecase.law.roles import Role
from ecase.law.scope import Doing
from ecase.law.words import N_, Refused
from ecase.people.queries import in_post
from sanctions import rules
from sanctions.models import Sanction


def jurisdiction_checks(sanction: Sanction) -> Iterator[Check]:
    """The registered offence, then each post on the way."""
    case: Case = sanction.case
    # A request that is being written has no matter yet; the number its form names is kept beside it.
    episode = sanction.matter.episode if sanction.pk is not None else None
    number = episode.number if episode is not None else getattr(sanction, "episode_number", None)
    if not rules.outlives(sanction):
        try:
            served(case, number, Doing.SANCTION)
        except Refused as refused:
            yield of_refusal(refused.refusal, place="charges")
    yield from preflight.posts(sanction.rule, posts_of(sanction), head_first=rules.head_first(sanction))
    if sanction.rule.by_court and case.office.court is not None and case.office.court.region_id != case.region_id:
        yield Check(
            "court_elsewhere",
            N_("Registered in %(region)s, and the court sits in %(court_region)s: see that it is right."),
            None, "CPC 55, 187, 188",
            {"region": str(case.region), "court_region": str(case.office.court.region)},
        )  # fmt: skip


def posts_of(sanction: Sanction) -> preflight.Posts:
    """Who holds the posts on the way of this request now."""
    case, kind = sanction.case, sanction.rule
    court = case.office.court if kind.by_court else None
    head = True
    if rules.head_first(sanction):
        head = in_post(case.office_id, {Role.HEAD_OF_INVESTIGATION}).exists()
    return preflight.Posts(
        head=head,
        prosecutor=case.prosecutor_id is not None,
        court=str(court) if court is not None else "",
        judges=in_post(court.pk, {Role.INVESTIGATING_JUDGE}).count() if court is not None else 0,
    )
