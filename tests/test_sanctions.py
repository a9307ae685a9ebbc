import time
import pytest
from cases.moving import do
from detention.resource import DETENTION
from ecase.web import now
from ecase.web.speaking import speaking
from sanctions.actions import request
from sanctions.resource import SANCTION
from tests.fixtures import HOUR, tell_detention

pytestmark = pytest.mark.django_db
def test_time(posts):
    import ecase.documents.actions as d
    t=time.time()
    def lap(w):
        nonlocal t
        print(w, round(time.time()-t,2)); t=time.time()
    at = now() - 2*HOUR
    det = tell_detention(posts, held_at=at, at=at); lap("tell")
    by=posts["investigator"]
    r=d.render; s=d.sign
    with speaking(by):
        do(DETENTION, det.pk, "draw_protocol", by=by, at=now(), protocol_at=at); lap("protocol")
        for i in range(2):
            t=time.time()
            p = request(case_id=det.case_id, by=by, at=now(), kind="arrest", participant_id=det.participant_id, grounds="x"*40); lap("request")
            do(SANCTION, p.pk, "submit", by=by, at=now()); lap("submit")
            do(SANCTION, p.pk, "withdraw", by=by, at=now(), reasons="x"); lap("withdraw")
