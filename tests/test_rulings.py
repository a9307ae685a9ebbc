import pytest
from tests.rulings import *
from tests.fixtures import tell_case, tell_suspect
from cases.queries.suspects import status_of
pytestmark = pytest.mark.django_db

def test_a(posts):
    case = tell_case(posts)
    who = person(posts, case)
    r = draw(posts, case, "recognise_suspect", participant=str(who.pk), article="188/3")
    assert r.status == "before_decider"
    r = decide(posts, r, "approve")
    assert r.status == "in_force" and r.participant.capacity == "suspect"
    with speaking(posts["investigator"]):
        assert status_of([r.participant])[r.participant.pk].code == "recognised"
    q = draw(posts, case, "qualify", participant=str(r.participant.pk), article="188/3")
    q = decide(posts, q, "approve")
    assert live(posts, case) == [("Ахметов", "CC 188(3)", "qualified")]
    with speaking(posts["investigator"]):
        ch = Charge.objects.get(case=case, until__isnull=True)
    x = draw(posts, case, "requalify", charge=str(ch.pk), article="188/2")
    decide(posts, x, "approve")
    assert live(posts, case) == [("Ахметов", "CC 188(2)", "changed")]
