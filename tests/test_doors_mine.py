import pytest
from tests.doors import COLUMNS, OUTSIDERS
from tests.test_doors import ADDRESSES, answer_of, client_of, filled, world  # noqa: F401

@pytest.mark.django_db
def test_mine(posts, world):
    wrong = []
    mine = {p: r for p, r in ADDRESSES.items() if "hearing" in p or "argument" in p or "withhold" in p or "/lift/" in p or "reading" in p or "manifest" in p or p.endswith("file/") or p.endswith("queue/<uuid:pk>/") or p.endswith("sanctions/<uuid:pk>/")}
    for number, column in enumerate(COLUMNS):
        for name in OUTSIDERS if column == "outsiders" else (column,):
            client = client_of(posts, name)
            for path, row in mine.items():
                wanted = row.split()[number].split("|")
                got = answer_of(client.get(filled(path, world)))
                if name == "admin" and path.startswith("api/") and got == "no":
                    got = "post"
                if got not in wanted:
                    wrong.append(f"{path}: {name} got {got}, written is {'|'.join(wanted)}")
    for w in wrong: print("WRONG", w)
    assert wrong == []
