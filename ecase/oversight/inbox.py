"""The inbox: notices in the reader's words, opened through their path's own door."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ecase.law.limits import LIMITS
from ecase.law.words import N_, Refused
from ecase.ledger.kinds import says as entry_says
from ecase.people.actions import acknowledge, mark_read
from ecase.people.models import Notice
from ecase.people.queries import notices_of
from ecase.web.pages import Page, here, paging
from ecase.web.says import say

NOTICES = 30
LATE = frozenset({
    "detention.expired", "detention.court_refused", "detention.custody_over", "detention.case_over", "report.overdue",
})  # fmt: skip
SOON = frozenset({"detention.warning", "detention.custody_ending", "detention.custody_near", "deadline.warning"})
# Notices that are no entries of the record: their words stand here.
WORDS = {
    "hearing.called": N_("You are called to a hearing on %(moment)s"),
    "detention.warning": N_("The end of the detention is near"),
    "detention.custody_near": N_("The end of the custody is near: warn the investigator and the prosecutor"),
    "detention.exception_claimed": N_("A longer detention is claimed by an exception: look whether it holds"),
    "cases.imported": N_("%(cases)s cases were taken over from the register, the term of %(overdue)s of them is over"),
}


class Inbox(Page):
    """The reader's notices, newest first; showing them marks them as seen."""

    def get(self, request: HttpRequest) -> HttpResponse:
        unread = request.GET.get("show") == "unread"
        rows = notices_of(self.by)
        if unread:
            rows = rows.filter(read_at__isnull=True)
        before = request.GET.get("before", "")
        if before.isdecimal() and len(before) < 19:
            rows = rows.filter(pk__lt=int(before))
        found = list(rows[: NOTICES + 1])
        shown = found[:NOTICES]
        # Pages go by key; on a page what happened last stands first, also where an act was entered later.
        told = [told_of(notice) for notice in sorted(shown, key=lambda row: row.at, reverse=True)]
        # What has to be acknowledged stays bold until it is; the rest is read by being shown.
        mark_read(by=self.by, notices=[n.pk for n in shown if not n.must_acknowledge], at=self.at)
        base = reverse("inbox")
        return self.show(
            "people/inbox.html",
            {
                "notices": told,
                "chips": [
                    {"title": _("All"), "url": base, "current": not unread},
                    {"title": _("Unread"), "url": f"{base}?show=unread", "current": unread},
                ],
                "page": paging(base, len(shown), shown[-1].pk if len(found) > NOTICES else None, bool(before)),
            },
        )


class Acknowledge(Page):
    """The reader confirms that a notice has reached him."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        def answer() -> HttpResponse:
            try:
                acknowledge(notice_id=pk, by=self.by, at=self.at)
            except Refused as refused:
                return self.refused(refused.refusal)
            return HttpResponseRedirect(reverse("inbox"))

        return self.once(answer)


class Open(Page):
    """Opening a notice: it is read now, and its path's own door decides what the reader sees."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        notice = notices_of(self.by).filter(pk=pk).first()
        if notice is None or not notice.path:
            return HttpResponseRedirect(reverse("inbox"))
        mark_read(by=self.by, notices=[pk], at=self.at)
        return HttpResponseRedirect(here(notice.path))


def told_of(notice: Notice) -> dict[str, Any]:
    """A notice in the reader's words."""
    params = notice.params
    return {
        "says": sentence(notice),
        "url": reverse("notice", args=[notice.pk]) if notice.path else "",
        "at": notice.at,
        "number": params.get("number") or params.get("short", ""),
        "unread": notice.read_at is None,
        "kind": "late" if notice.kind in LATE else "soon" if notice.kind in SOON else "info",
        "acknowledge_url": reverse("acknowledge", args=[notice.pk])
        if notice.must_acknowledge and notice.acknowledged_at is None
        else "",
        "acknowledged_at": notice.acknowledged_at,
    }


def sentence(notice: Notice) -> str:
    """What happened, in the reader's language, with the kind of the request where there is one."""
    words = say(WORDS.get(notice.kind) or entry_says(notice.kind), notice.params)
    rule = notice.params.get("rule")
    about = notice.params.get("kind") or notice.params.get("title") or (LIMITS[rule].title if rule in LIMITS else "")
    return f"{words}: {say(str(about))}" if about else words
