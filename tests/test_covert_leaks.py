from django.db import connection
import pytest
from ecase.web.speaking import speaking
from tests.covert import *
from tests.telling import quick_papers
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_papers")]

def test_probe(posts):
    s = granted(posts)
    with connection.cursor() as c:
        c.execute("select relname, relrowsecurity from pg_class where relkind='r' and relnamespace='public'::regnamespace order by 1")
        print([n for n, r in c.fetchall() if not r])
    for who in ("investigator", "head", "investigator2", "judge", "prosecutor", "chief"):
        with speaking(posts[who]):
            with connection.cursor() as c:
                for t in ("sanctions_sanction","cases_matter","cases_material","cases_deadline","documents_document","documents_draft","documents_signature","ledger_stream", "ledger_entry", "sanctions_draw", "cases_filetext", "cases_searchable","cases_casegrant","people_notice"):
                    c.execute(f"select count(*) from {t}")
                    print(who, t, c.fetchone())
    assert 0
