import time, collections
from datetime import timedelta
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from ecase.clockwork import actions as clock
from ecase.law.identity import make_iin
from ecase.web import now
from tests.fixtures import HOUR, logged_in_as, tell_detention
pytestmark = pytest.mark.django_db(transaction=True)
def test_prof(posts):
    at = now() - 48*HOUR - timedelta(seconds=2)
    from datetime import date
    for n in range(12):
        tell_detention(posts, held_at=at, at=at, protocol_at=at, iin=make_iin(date(1980,1,1)+timedelta(days=n), "male", 11), defended=False)
    with logged_in_as("ecase_clock"):
        clock.tick(wait=0)  # nothing but warm
        pass
def test_prof2(posts):
    from datetime import date
    at = now() - 48*HOUR - timedelta(seconds=2)
    for n in range(12):
        tell_detention(posts, held_at=at, at=at, protocol_at=at, iin=make_iin(date(1980,1,1)+timedelta(days=n), "male", 11), defended=False)
    with logged_in_as("ecase_clock"):
        from cases.models import Deadline
        at2, found = clock.look()
        ready = sorted({c for c,a in found if a<=at2})
        t=time.monotonic(); c0=time.process_time(); done=clock.fire(ready[:10]); print("10 cases", done[0], time.monotonic()-t, "cpu", time.process_time()-c0)
        with CaptureQueriesContext(connection) as q:
            clock.fire(ready[10:11])
        print(len(q), "queries")
        for x in q: print(x["time"], x["sql"][:150].replace("\n"," "))
        import cProfile, pstats
        p=cProfile.Profile(); p.enable(); clock.fire(ready[11:12]); p.disable()
        pstats.Stats(p).sort_stats("cumtime").print_stats(40)
