from collections import Counter
import time
import pytest
from celery import current_app
from django.core.management import call_command
from cases.models import Case, Matter, Ruling, Deadline, Material
from ecase.demo import cases_writ
from ecase.demo.telling import STORY, prepare
from ecase.ledger.models import Entry
from ecase.people.models import Notice
from ecase.web import now
from ecase.web.speaking import speaking
from tests.fixtures import logged_in_as
from datetime import timedelta

@pytest.mark.django_db(transaction=True)
def test_tally(settings, monkeypatch):
    settings.ECASE_DEMO = True
    monkeypatch.setattr(current_app, "send_task", lambda *a, **k: None)
    out = open("/tmp/tally.txt", "w")
    P = lambda *a: print(*a, file=out, flush=True)
    posts = prepare()
    with logged_in_as("ecase_clock"):
        for tale in STORY[-10:]:
            t = time.time()
            s = tale(posts, now()); s.finish()
            P(tale.__name__, round(time.time() - t, 1))
            with speaking(None):
                for e in Entry.objects.filter(stream__case_id=s.case.pk).order_by("seq"):
                    P("   ", e.at.astimezone(now().tzinfo).strftime("%d.%m %H:%M") if hasattr(e, "at") else "", e.kind)
        with speaking(None):
            P(Counter(Case.objects.values_list("language", flat=True)), Counter(Case.objects.values_list("stage", flat=True)))
            P(Counter((r.kind, r.status) for r in Ruling.objects.all()))
            P(Counter(Matter.objects.filter(closed_at__isnull=True).values_list("kind", "waits_for__user__username")))
            P(Counter(Case.objects.values_list("proceeding", flat=True)), Counter(Case.objects.values_list("format", flat=True)))
            P("late notices", Notice.objects.filter(at__lt=now()-timedelta(hours=21), read_at__isnull=True).count())
            for m in Material.objects.filter(kind__startswith="writ").order_by("case_id", "id"):
                P(m.kind, m.title)
    call_command("verify_ledger", "--strict", "--bytes", verbosity=0)
    for u, p in posts.items():
        with speaking(p):
            n = Case.objects.visible_to(p).count()
            m = Case.objects.count()
            if n or m: P(u, n, m)
    from django.conf import settings as st
    import pathlib
