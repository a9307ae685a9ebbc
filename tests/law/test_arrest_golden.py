"""Golden answers for the arrest and the house arrest: a person and a charge, what the law says, and where.

The rows came first: they were written on 23.11.2026 from LAW.md (0A, 2C, C22-C28) and the table of the Criminal
Code, before the rule was touched; where the rule then disagreed, LAW.md decided which of the two was mended. The rule
was mended in ten rows (gravity as the only ground, CPC 138(2); too young to answer, CC 15), a row in one: 107(2) of a
minor, where the contradiction of C24 is shown beside the bar.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from ecase.law import criminal_code, reference
from ecase.law.arrest import ArrestFacts, Verdict, assess, why_not
from ecase.law.house_arrest import assess_house_arrest
from ecase.law.qualification import Qualification

CODE: Mapping[tuple[str, str], Qualification] = criminal_code.offences(
    criminal_code.parse(reference.data("criminal_code")),
    criminal_code.parse_derived(reference.data("criminal_code_derived")),
)
TODAY = date(2026, 11, 23)
YES, NAMED, NO = Verdict.ALLOWED, Verdict.ONLY_WITH_NAMED_GROUND, Verdict.FORBIDDEN
D18, D23, D2309 = date(2018, 6, 1), date(2023, 9, 9), date(2023, 9, 10)
D24, D2406, D24_14, D24_12 = date(2024, 1, 1), date(2024, 6, 13), date(2024, 6, 14), date(2024, 12, 1)
D2502, D2503 = date(2025, 3, 2), date(2025, 3, 3)
FLED, GROUP = {"fled": True}, {"organised_group": True}
HOME, UNKNOWN = {"no_fixed_home": True}, {"identity_unknown": True}
BROKE, PRIOR, GOES_ON = {"breached_earlier_measure": True}, {"prior_conviction": True}, {"continues_crime": True}
ALONE = {"by_gravity_alone": True}
INSANE, ABSENT = {"insane": True}, {"suspect_absent": True}


@dataclass(frozen=True)
class Row:
    """`charge`: "article/part" or "article/part/item". `code`: the weightiest refusal, empty when custody may be
    sanctioned. `cite`: its article, or the one that carries the yes. `room`: a written reason opens the way."""

    charge: str
    facts: Mapping[str, Any]
    verdict: Verdict
    code: str
    cite: str
    why: str
    day: date = TODAY
    room: bool = False
    conflict: bool = False
    asked: ArrestFacts = field(init=False)

    def __post_init__(self) -> None:
        given: dict[str, Any] = {"age": 30, **self.facts}
        object.__setattr__(self, "asked", ArrestFacts(date=self.day, **given))

    @property
    def qualification(self) -> Qualification:
        article, part, *item = self.charge.split("/")
        return replace(CODE[article, part], item=item[0] if item else "")

    def __str__(self) -> str:
        named = ",".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.charge} {self.day:%d.%m.%Y} {named}"


G, H, L = "arrest_no_ground", "arrest_home_only", "arrest_gravity_alone"
M, ECO, MIN, U = "arrest_misdemeanour", "arrest_economic", "arrest_minor", "arrest_under_age"
C147, C147X, C136_3, C541 = "CPC 147(1)", "CPC 147(1)(1)-(7)", "CPC 136(3)", "CPC 541(1)"
C138, C136_2, CONFLICT = "CPC 136(1), 138(2)", "CPC 136(2)", "CPC 136(2), 147(1)"
LAST = "CPC 541(3)-(5)"

OVER_FIVE = [
    Row("188/3", {}, YES, "", C147, "7 years: over five"),
    Row("191/2", {}, YES, "", C147, "7 years: over five"),
    Row("192/1", {}, YES, "", C147, "7 years: over five"),
    Row("346/2", {}, YES, "", C147, "6 years: over five"),
    Row("366/1-1", {}, YES, "", C147, "6 years, an inserted part"),
    Row("99/1", {}, YES, "", C136_2, "15 years, and on the list of gravity alone"),
    Row("99/3", {}, YES, "", C147, "life only, no fixed term: more than five years all the same"),
    Row("297/4", {}, YES, "", C136_2, "20 years, on the list in every edition"),
    Row("345/4", {}, YES, "", C147, "medium gravity by negligence, yet 10 years: the sanction counts"),
    Row("292/2", {}, YES, "", C147, "negligent, 7 years"),
    Row("317/4", {}, YES, "", C147, "negligent, 6 years: the only part of 317 over five"),
    Row("190/4", {}, YES, "", C147, "fraud stands in chapter 6: no economic crime in the sense of 136(3)"),
    Row("189/3", {}, YES, "", C147, "embezzlement, chapter 6, 7 years"),
    Row("365/2", {}, YES, "", C147, "obstruction of business stands in chapter 15, not 8"),
    Row("188/3", HOME, YES, "", C147, "over five years no item of 147(1) is asked for"),
    Row("188/3", {"age": None}, YES, "", C147, "age unknown: nothing shows a minor"),
]  # fmt: skip

UP_TO_FIVE = [
    Row("188/2", {}, NAMED, G, C147X, "exactly five years is not over five"),
    Row("366/1", {}, NAMED, G, C147X, "a bribe, exactly five years"),
    Row("286/1", {}, NAMED, G, C147X, "only part 4 is on the list; five years exactly"),
    Row("299/1", {}, NAMED, G, C147X, "only part 4 is on the list; four years"),
    Row("272/3", {}, NAMED, G, C147X, "mass riots, but this part has five years"),
    Row("104/2", {}, NAMED, G, C147X, "death by negligence, five years"),
    Row("190/1", {}, NAMED, G, C147X, "two years"),
    Row("188/2", FLED, NAMED, "", C147X, "item 4"),
    Row("190/1", FLED, NAMED, "", C147X, "item 4 serves for two years as well"),
    Row("345/3", FLED, NAMED, "", C147X, "negligent, five years, item 4"),
    Row("345-1/2", BROKE, NAMED, "", C147X, "item 3"),
    Row("101/2", PRIOR, NAMED, "", C147X, "item 6"),
    Row("100/1", GOES_ON, NAMED, "", C147X, "item 7"),
    Row("191/1", GROUP, NAMED, "", C147X, "item 5"),
    Row("188/1", UNKNOWN, NAMED, "", C147X, "item 2 may stand alone, only item 1 may not"),
    Row("188/1", HOME, NAMED, H, "CPC 147(1-1)", "a fixed home is the only one missing"),
    Row("188/1", HOME | UNKNOWN, NAMED, "", C147X, "item 1 beside item 2"),
    Row("188/1", {"declared_wanted": True}, NAMED, G, C147X, "wanted is no item of 147(1): the flight has to be named"),
    Row("188/1", ABSENT | FLED | {"declared_wanted": True}, NAMED, "", C147X, "wanted and fled: heard without him"),
]  # fmt: skip

MISDEMEANOURS = [
    Row("187/1", {}, NO, M, C147, "petty theft is no crime"),
    Row("187/1", FLED, NO, M, C147, "no ground of 147(1) makes a misdemeanour a crime"),
    Row("108-1/1", PRIOR, NO, M, C147, "only part 2 stands in 136(2)"),
    Row("109-1/1", FLED, NO, M, C147, "only part 2 stands in 136(2)"),
    Row("131/1", {}, NO, M, C147, "insult"),
    Row("296/1", GOES_ON, NO, M, C147, "drugs without intent to sell, a misdemeanour"),
    Row("345/1", FLED, NO, M, C147, "negligent misdemeanour"),
    Row("228/1", FLED, NO, M, C147, "an economic misdemeanour: 136(3) opens custody for crimes only"),
]

ECONOMIC = [
    Row("214/2", {}, NAMED, ECO, C136_3, "chapter 8, not on the list"),
    Row("216/3", {}, NAMED, ECO, C136_3, "7 years do not lift 136(3)"),
    Row("221/3", {}, NAMED, ECO, C136_3, "6 years do not lift 136(3)"),
    Row("245/1", {}, NAMED, ECO, C136_3, "tax evasion, chapter 8"),
    Row("216/2", HOME, NAMED, ECO, C136_3, "item 1 opens nothing for an economic crime"),
    Row("216/3", UNKNOWN | BROKE | PRIOR | GOES_ON, NAMED, ECO, C136_3, "items 2, 3, 6, 7 are not 4 and 5"),
    Row("216/3", ALONE, NAMED, ECO, C136_3, "gravity is no exception of 136(3)"),
    Row("214/2", FLED, NAMED, "", "CPC 136(3), 147(1)(4),(5)", "item 4"),
    Row("214/1", GROUP, NAMED, "", "CPC 136(3), 147(1)(4),(5)", "item 5, even for two years"),
    Row("216/3", GROUP | HOME, NAMED, "", "CPC 136(3), 147(1)(4),(5)", "item 5"),
    Row("217/1", {}, NAMED, G, C147X, "on the list, but five years exactly"),
    Row("217/1", PRIOR, NAMED, "", C147X, "on the list: every item of 147(1) serves"),
    Row("217/2", {}, YES, "", C147, "on the list, 7 years"),
    Row("218/1", {}, YES, "", C147, "on the list, 6 years"),
    Row("231/2", {}, YES, "", C147, "on the list, 10 years"),
    Row("234/1", {}, NAMED, G, C147X, "on the list, one year"),
    Row("234/3", {}, YES, "", C147, "on the list in 2018 too", day=D18),
    Row("248/3", {}, YES, "", C147, "on the list"),
    Row("249/3", {}, YES, "", C147, "on the list"),
    Row("218-1/2", {}, YES, "", C147, "came to the list with Law 23-VIII"),
    Row("218-1/2", {}, YES, "", C147, "first day of the list with 218-1", day=D2309),
    Row("218-1/2", {}, NAMED, ECO, C136_3, "the day before", day=D23),
    Row("218-1/2", FLED, NAMED, "", "CPC 136(3), 147(1)(4),(5)", "not on the list then, but item 4", day=D23),
]

GRAVITY = [
    Row("188/3", ALONE, YES, L, C138, "over five years, but gravity is the only ground and the article is not listed"),
    Row("121/2", ALONE, YES, L, C138, "of article 121 only part 3-1 is listed"),
    Row("121/3-1", ALONE, YES, "", C136_2, "listed"),
    Row("124/1", ALONE, YES, "", C136_2, "listed since March 2025"),
    Row("99/1", ALONE, YES, "", C136_2, "the whole article since March 2025"),
    Row("99/1", ALONE, YES, L, C138, "in January 2024 only 99(2)(15)", day=D24),
    Row("99/2/15", ALONE, YES, "", C136_2, "the item that was listed", day=D24),
    Row("99/2", ALONE, YES, L, C138, "the charge names no item 15", day=D24),
    Row("297/4", ALONE, YES, "", C136_2, "on the old list", day=D18),
    Row("297-1/4", ALONE, YES, L, C138, "not on the old list", day=D24),
    Row("297-1/4", ALONE, YES, "", C136_2, "listed since March 2025"),
    Row("120/1", ALONE, YES, L, C138, "between the two laws: not known, and a rule of memory blocks nobody", day=D24_12,
        room=True),
    Row("120/1", ALONE, YES, "", C136_2, "from the third of March 2025 surely", day=D2503),
]  # fmt: skip

CONTRADICTED = [
    Row("107/1", {}, NAMED, G, C147X, "136(2) lists it, 147(1) asks for a ground: two years", room=True, conflict=True),
    Row("107/2", {}, NAMED, G, C147X, "three years", room=True, conflict=True),
    Row("108-1/2", {}, NAMED, G, C147X, "two years", room=True, conflict=True),
    Row("110/1", {}, NAMED, G, C147X, "three years", room=True, conflict=True),
    Row("122/1", {}, NAMED, G, C147X, "five years", room=True, conflict=True),
    Row("123/1", ALONE, NAMED, G, C147X, "136(2) lets gravity suffice, 147(1) does not", room=True, conflict=True),
    Row("123/2", {}, NAMED, G, C147X, "five years exactly", room=True, conflict=True),
    Row("107/1", HOME, NAMED, H, "CPC 147(1-1)", "by 136(2) home is not the only ground", room=True, conflict=True),
    Row("107/1", FLED, NAMED, "", CONFLICT, "with item 4 both articles say yes", conflict=True),
    Row("122/1", PRIOR, NAMED, "", CONFLICT, "with item 6 both articles say yes", conflict=True),
    Row("109-1/2", {}, NAMED, G, C147X, "a misdemeanour that 136(2) lists", room=True, conflict=True),
    Row("109-1/2", BROKE, NAMED, "", CONFLICT, "C24: the named ground is the safe course", conflict=True),
    Row("109-1/2", FLED, NO, M, C147, "not surely listed then: 147(1) asks for a crime", day=D24_12, conflict=True),
    Row("109-1/2", FLED, NO, M, C147, "not listed at all", day=D24),
    Row("107/1", {}, NAMED, G, C147X, "the day before the list was widened", day=D2406),
    Row("107/1", {}, NAMED, G, C147X, "perhaps listed", day=D24_14, room=True, conflict=True),
    Row("107/1", {}, NAMED, G, C147X, "perhaps listed, the last day", day=D2502, room=True, conflict=True),
    Row("110/2", {}, YES, "", C136_2, "7 years: the two articles agree"),
]

MINORS = [
    Row("188/3", {"age": 17}, YES, "", LAST, "a grave crime: the last resort"),
    Row("99/1", {"age": 15}, YES, "", LAST, "especially grave, liable from 14"),
    Row("106/1", {"age": 14}, YES, "", LAST, "grave, liable from 14"),
    Row("188/2", {"age": 17} | FLED, NO, MIN, C541, "of medium gravity: no ground helps"),
    Row("188/1", {"age": 16} | BROKE, NO, MIN, C541, "of medium gravity"),
    Row("187/1", {"age": 17}, NO, MIN, C541, "541(1) names misdemeanours too"),
    Row(
        "107/2",
        {"age": 15} | FLED,
        NO,
        MIN,
        C541,
        "541(1) is the special rule: no contradiction opens it",
        conflict=True,
    ),
    Row("345/4", {"age": 17}, NO, MIN, C541, "10 years, but medium gravity by negligence"),
    Row("216/3", {"age": 17} | FLED, NAMED, "", "CPC 136(3), 147(1)(4),(5)", "a grave economic crime, item 4"),
    Row("216/3", {"age": 17}, NAMED, ECO, C136_3, "a grave economic crime, no item 4 or 5"),
    Row("188/3", {"age": 17} | ALONE, YES, L, C138, "gravity alone is no ground for a minor either"),
    Row("188/2", {"age": 18, "age_at_offence": 17} | FLED, NAMED, "", "CPC 530(3)", "of age now: 541 is over"),
    Row("188/2", {"age": 18, "age_at_offence": 17}, NAMED, G, C147X, "of age now, and the common rule asks a ground"),
    Row("188/2", {"age": None, "age_at_offence": 17} | FLED, NO, MIN, C541, "age now unknown: the safe side"),
    Row("366/2", {"age": 15}, NO, U, "CC 15(1)", "grave, but liable only from 16"),
    Row("297/1", {"age": 17, "age_at_offence": 15}, NO, U, "CC 15(1)", "fifteen on the day of the act, liable from 16"),
    Row("188/3", {"age": 13}, NO, U, "CC 15(2)", "nobody answers before 14"),
]

PERSON = [
    Row("188/3", INSANE, NO, "arrest_insane", "CPC 53(2)(5), 511(1)", "only security measures"),
    Row("188/2", INSANE | {"age": 17}, NO, "arrest_insane", "CPC 53(2)(5), 511(1)", "no measure at all comes first"),
    Row("188/3", ABSENT, NO, "arrest_suspect_absent", "CPC 148(4)", "neither wanted nor abroad"),
    Row("188/3", ABSENT | {"declared_wanted": True}, YES, "", C147, "wanted: may be heard without him"),
    Row("188/3", ABSENT | {"abroad_and_evading": True}, YES, "", C147, "abroad and evading"),
    Row("188/3", {"earlier_refusal": True}, NO, "arrest_refused_before", "CPC 148(13)", "nothing new since then"),
    Row("188/3", {"earlier_refusal": True, "new_circumstances": True}, YES, "", C147, "new circumstances are named"),
    Row("188/2", {"earlier_refusal": True, "age": 17}, NO, MIN, C541, "who he is weighs more than what was decided"),
    Row("107/1", {"earlier_refusal": True}, NO, "arrest_refused_before", "CPC 148(13)", "the contradiction opens no "
        "second request", conflict=True),
]  # fmt: skip

ROWS = [
    *OVER_FIVE, *UP_TO_FIVE, *MISDEMEANOURS, *ECONOMIC, *GRAVITY, *CONTRADICTED, *MINORS, *PERSON,
]  # fmt: skip


def test_there_are_enough_of_them_and_none_twice() -> None:
    assert len(ROWS) >= 70
    assert len({str(row) for row in ROWS}) == len(ROWS)
    assert all(row.why for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_arrest(row: Row) -> None:
    answer = assess(row.asked, row.qualification)
    refusal = why_not(row.asked, row.qualification)
    told = (answer.verdict, answer.may_be_sanctioned, refusal.code if refusal else "")
    assert told == (row.verdict, not row.code, row.code), row.why
    if refusal is not None:
        assert refusal.cite == row.cite
    assert row.cite in answer.cites, row.why
    assert bool(answer.conflicts) is row.conflict
    assert (bool(answer.room), bool(answer.bars)) == (row.room, bool(row.code) and not row.room), row.why
    assert answer.needs_reason is row.room


HOUSE_ORDER = "CPC 146(1), 147"
HOUSE = [
    Row("188/3", {}, YES, "", HOUSE_ORDER, "over five years"),
    Row("188/1", {}, YES, "", HOUSE_ORDER, "146(1) takes the order of 147, not its five years: 148(7)(3) says so too"),
    Row("190/1", {}, YES, "", HOUSE_ORDER, "two years"),
    Row("216/3", {}, YES, "", HOUSE_ORDER, "136(3) keeps economic crimes from custody only"),
    Row("245/1", {}, YES, "", HOUSE_ORDER, "the same for tax evasion"),
    Row("188/2", {"age": 17}, YES, "", "CPC 541(1)", "541(1) speaks of custody only"),
    Row("188/3", {"age": 17}, YES, "", HOUSE_ORDER, "a grave crime"),
    Row("107/1", {}, YES, "", HOUSE_ORDER, "the contradiction of 136(2) and 147(1) is about custody"),
    Row("188/3", {"earlier_refusal": True}, YES, "", HOUSE_ORDER, "148(13) closes custody, not a milder measure"),
    Row("187/1", {}, YES, "house_misdemeanour", "CPC 137(1), 527(3)", "no word forbids it, 527(3) names another",
        room=True),
    Row("109-1/2", FLED, YES, "house_misdemeanour", "CPC 137(1), 527(3)", "a misdemeanour all the same", room=True),
    Row("188/3", HOME, YES, "house_no_dwelling", "CPC 146(2)", "a dwelling has to be there", room=True),
    Row("188/3", ABSENT, YES, "house_suspect_absent", "CPC 146(3), 148(4)", "nobody to be kept at home", room=True),
    Row("188/3", INSANE, NO, "arrest_insane", "CPC 53(2)(5), 511(1)", "only security measures"),
    Row("366/2", {"age": 15}, NO, "arrest_under_age", "CC 15(1)", "he is no suspect of this crime"),
]  # fmt: skip


@pytest.mark.parametrize("row", HOUSE, ids=str)
def test_house_arrest(row: Row) -> None:
    answer = assess_house_arrest(row.asked, row.qualification)
    assert (answer.verdict, answer.may_be_sanctioned) == (row.verdict, not row.code)
    assert [refusal.code for refusal in answer.against[:1]] == ([row.code] if row.code else [])
    assert row.cite in answer.cites, row.why
    assert (bool(answer.room), bool(answer.bars)) == (row.room, bool(row.code) and not row.room), row.why
