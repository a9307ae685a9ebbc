"""Golden answers for the writ procedure: charges and facts, what CPC 629-1 says, and where.

The rows came first: they were written on 23.11.2026 from LAW.md (section 6, C51-C53), the text of chapter 64-1 and the
tables of the Criminal Code, before the rule was read. `doubt` marks a row whose answer a lawyer has to confirm. Of 292
the rule answered 290 as written; it was mended in one (who was eighteen at the offence is of age now), a row in one
(01.01.2018: the day the chapter took effect is known from memory only, so the answer is that it is not known).

The table of the Criminal Code is of one edition. A row of an earlier day asks what the procedure of that day says of
the same charge; a charge of another wording of the Code is made with `changed`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

import pytest

from ecase.law import criminal_code, reference
from ecase.law.qualification import Gravity, OffenceKind, Qualification
from ecase.law.writ import State, Verdict, WritFacts, assess

DERIVED = criminal_code.parse_derived(reference.data("criminal_code_derived"))
CODE: Mapping[tuple[str, str], Qualification] = criminal_code.offences(
    criminal_code.parse(reference.data("criminal_code")), DERIVED
)
TODAY = date(2026, 11, 23)
YES, ASK, NO = Verdict.ELIGIBLE, Verdict.NEEDS, Verdict.NOT_ELIGIBLE
STATES = {YES: State.MET, ASK: State.UNKNOWN, NO: State.NOT_MET}
# The last day before the chapter and the first it can have been in force: the law was signed on 21.12.2017 and took
# effect ten days after publication. On 09.01.2018 it was in force by every account.
D17, D18, D1809, D18_12 = date(2017, 12, 31), date(2018, 1, 1), date(2018, 1, 9), date(2018, 12, 31)
D20, D20_12, D24, D25 = date(2020, 6, 1), date(2020, 12, 31), date(2024, 6, 14), date(2025, 9, 16)

# Everything is fine: the person is asked about his citizenship only where it matters, so nothing is known of it.
BASE: dict[str, Any] = {
    "age": 30,
    "age_at_offence": 30,
    "established": True,
    "disputes_evidence": False,
    "disputes_qualification": False,
    "disputes_damage": False,
    "suspect_motion": True,
    "immunity": False,
    "mental_disorder_after": False,
    "unable_to_defend": False,
    "cumulative_sentences_cc60": False,
    "earlier_writ_sentence_cancelled": False,
}
NOTHING: dict[str, Any] = dict.fromkeys(BASE)
WELL: dict[str, Any] = {}
CITIZEN, FOREIGNER = {"citizen": True}, {"citizen": False}
CONSENTS, REFUSES, NOT_ASKED = {"victim": "consents"}, {"victim": "refuses"}, {"victim": "not_asked"}
DISPUTES, MAYBE_DISPUTES = {"disputes_evidence": True}, {"disputes_evidence": None}
MINOR, NO_MOTION = {"age": 17, "age_at_offence": 17}, {"suspect_motion": False}
SENTENCES, CANCELLED = {"cumulative_sentences_cc60": True}, {"earlier_writ_sentence_cancelled": True}

C0 = "CPC 629-1"
C21, C22, C23, C24 = "CPC 629-1(2)(1)", "CPC 629-1(2)(2)", "CPC 629-1(2)(3)", "CPC 629-1(2)(4)"
C31, C32, C33, C34 = "CPC 629-1(3)(1)", "CPC 629-1(3)(2)", "CPC 629-1(3)(3)", "CPC 629-1(3)(4)"
C4, C5 = "CPC 629-1(4)", "CPC 629-1(5)"
OF_A_CHARGE = {"gravity", "fine", "ban", "additional", "combination"}


@dataclass(frozen=True)
class Row:
    """`charges`: "article/part" or "article/part/item", several joined by " + ". `code`: the first condition that
    decides, or for a yes the one the row is about; two that may both be it are joined by "|".

    `about`: which of the charges that condition names; empty: the only one, or none. `none`: there has to be no
    condition of that code at all. `changed`: another edition of the sanction.
    """

    charges: str
    facts: Mapping[str, Any]
    verdict: Verdict
    code: str
    cite: str
    why: str
    day: date = TODAY
    about: str = ""
    none: bool = False
    doubt: bool = False
    changed: Mapping[str, Any] = field(default_factory=dict)
    asked: WritFacts = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "asked", WritFacts(date=self.day, **{**BASE, **self.facts}))

    @property
    def qualifications(self) -> list[Qualification]:
        found = []
        for charge in self.charges.split(" + "):
            article, part, *item = charge.split("/")
            known = CODE.get((article, part), Qualification(article, part))
            found.append(replace(known, item=item[0] if item else "", **self.changed))
        return found

    @property
    def codes(self) -> set[str]:
        return set(self.code.split("|"))

    @property
    def charge(self) -> str:
        """The charge the condition has to name."""
        if not self.codes & OF_A_CHARGE:
            return ""
        return self.about or self.qualifications[0].cite

    def __str__(self) -> str:
        bare = NOTHING.keys() <= self.facts.keys()
        given = {name: value for name, value in self.facts.items() if value is not None or not bare}
        told = ("nothing known " if bare else "") + ",".join(f"{name}={value}" for name, value in given.items())
        more = ",".join(f"{name}={value}" for name, value in self.changed.items())
        return f"{self.charges} {self.day:%d.%m.%Y} {told} {more} {self.code} {self.about}{' doubt' * self.doubt}"


# By the article alone -----------------------------------------------------------------------------------------------

MISDEMEANOURS = [
    Row("187/1", WELL, YES, "fine", C23, "petty theft, 80 MCI"),
    Row("187/1", WELL, YES, "gravity", C21, "a misdemeanour is milder than a crime of small gravity"),
    Row("187/2", WELL, YES, "fine", C23, "200 MCI, the ceiling of a misdemeanour"),
    Row("108-1/1", WELL, YES, "fine", C23, "light harm, an inserted article"),
    Row("109-1/1", WELL, YES, "fine", C23, "battery"),
    Row("109-1/2", WELL, YES, "fine", C23, "custody is debated for this misdemeanour, the writ is not"),
    Row("111/1", WELL, YES, "fine", C23, "an undivided article is named without a part"),
    Row("115/1", WELL, YES, "fine", C23, "a threat, undivided"),
    Row("115-1/1", WELL, YES, "fine", C23, "an inserted article, undivided as well"),
    Row("150/1-1", WELL, YES, "fine", C23, "an inserted part"),
    Row("269-1/1", WELL, YES, "fine", C23, "an inserted article"),
    Row("296/1", WELL, YES, "fine", C23, "drugs without intent to sell, no confiscation in the sanction"),
    Row("296/3", WELL, YES, "fine", C23, "the same, the heaviest part"),
    Row("114/1", WELL, YES, "gravity", C21, "a negligent misdemeanour"),
    Row("325/1", WELL, YES, "gravity", C21, "the form of guilt is not settled, a misdemeanour in either"),
    Row("385/3", WELL, YES, "fine", C23, "part 3 is the mild one of the article"),
    Row("395/1", FOREIGNER, YES, "fine", C23, "foreign labour: the table has no expulsion in this sanction"),
    Row("131/1", WELL, YES, "fine", C23, "insult: the sanction allows it, but a private complaint goes to the court: "
        "no ruling of 629-1(6) is ever made", doubt=True),
    Row("121-1/1", WELL, NO, "fine", C23, "harassment of a child: a misdemeanour without a fine"),
    Row("152/1", WELL, NO, "fine", C23, "labour law, part 1 without a fine although parts 2 and 3 have one"),
    Row("152/2", WELL, YES, "fine", C23, "part 2 has the fine"),
]  # fmt: skip

SMALL_GRAVITY = [
    Row("107/1", WELL, YES, "gravity", C21, "two years exactly are of small gravity"),
    Row("107/1", WELL, YES, "fine", C23, "1000 MCI"),
    Row("108-1/2", WELL, YES, "fine", C23, "a crime in an article that begins with a misdemeanour"),
    Row("112/1", WELL, YES, "fine", C23, "one year"),
    Row("113/1", WELL, YES, "fine", C23, "undivided, of small gravity"),
    Row("114/4", WELL, YES, "gravity", C21, "negligent, two years"),
    Row("276/2", WELL, YES, "gravity", C21, "negligent, three years: small up to five"),
    Row("282/1", WELL, YES, "gravity", C21, "negligent, three years"),
    Row("290/1", WELL, YES, "gravity", C21, "negligent, five years exactly, still of small gravity"),
    Row("290/1", WELL, YES, "fine", C23, "a fine of 5000 MCI is a fine"),
    Row("200/1", WELL, YES, "fine", C23, "a vehicle taken without theft"),
    Row("293/1", WELL, YES, "fine", C23, "hooliganism"),
    Row("147/1", WELL, YES, "fine", C23, "3000 MCI and two years"),
    Row("214-1/1", WELL, YES, "fine", C23, "an economic crime: chapter 8 is no obstacle to a writ"),
    Row("234/1", WELL, YES, "fine", C23, "smuggling: confiscation is not mandatory in part 1"),
    Row("311/1", WELL, YES, "fine", C23, "undivided"),
    Row("371/1", WELL, YES, "fine", C23, "negligence in office, part 1 without a ban"),
    Row("347/1", WELL, YES, "fine", C23, "leaving the scene: no ban in the sanction"),
    Row("327/2", WELL, YES, "gravity", C21, "the form of guilt is not settled: small gravity in either"),
    Row("380-3/1", WELL, YES, "fine", C23, "the sanction is known from the press only", doubt=True),
    Row("102/1", WELL, NO, "fine", C23, "undivided, two years and no fine"),
    Row("104/1", WELL, NO, "fine", C23, "negligent, of small gravity, no fine"),
    Row("104/2", WELL, NO, "fine", C23, "negligent, five years, no fine"),
    Row("112/2", WELL, NO, "fine", C23, "part 1 has a fine, part 2 none"),
    Row("139/1", WELL, NO, "fine", C23, "maintenance not paid: no fine"),
    Row("141/2", WELL, NO, "fine", C23, "negligent, part 2 without a fine"),
    Row("254/1", WELL, NO, "fine", C23, "undivided, negligent, no fine"),
    Row("313-1/2", WELL, NO, "fine", C23, "an inserted article, part 1 with a fine, part 2 without"),
    Row("349/3", WELL, NO, "fine", C23, "negligent, no fine"),
    Row("427/1", WELL, NO, "fine", C23, "two years, no fine"),
    Row("428-1/1", WELL, NO, "fine", C23, "an inserted article, no fine"),
    Row("345/3", WELL, NO, "fine", C23, "no fine, and an open ban besides"),
    Row("317/5", WELL, NO, "fine", C23, "no fine, and an open ban besides"),
]

TOO_GRAVE = [
    Row("188/1", WELL, NO, "gravity", C21, "theft, three years: of medium gravity, the fine does not help"),
    Row("188/2", WELL, NO, "gravity", C21, "medium, with confiscation as well"),
    Row("123/1", WELL, NO, "gravity", C21, "medium with a fine"),
    Row("147/2", WELL, NO, "gravity", C21, "part 1 goes by writ, part 2 is medium"),
    Row("206/2-1", WELL, NO, "gravity", C21, "an inserted part of medium gravity with a fine"),
    Row("345-1/3", WELL, NO, "gravity", C21, "the ban is exact, but the crime is medium"),
    Row("412-1/3", WELL, NO, "gravity", C21, "the ban is exact, but the crime is grave and without a fine"),
    Row("346/1", WELL, NO, "gravity", C21, "driving while deprived of the licence: five years"),
    Row("326/2", WELL, NO, "gravity", C21, "medium if intentional; small if negligent, then it could go by writ",
        doubt=True),
    Row("324/1", WELL, NO, "gravity", C21, "the same question of guilt", doubt=True),
    Row("285/2", WELL, NO, "gravity", C21, "negligent, seven years: medium"),
    Row("125-1/2", WELL, NO, "gravity", C21, "grave, though with a fine"),
    Row("293/2", WELL, NO, "gravity", C21, "grave, though with a fine"),
    Row("179/1", WELL, NO, "gravity", C21, "grave, though with a fine"),
    Row("188/3", WELL, NO, "gravity", C21, "grave, no fine, confiscation"),
    Row("99/1", WELL, NO, "gravity", C21, "murder"),
    Row("99/3", WELL, NO, "gravity", C21, "life and no fixed term"),
    Row("120/3-1", WELL, NO, "gravity", C21, "an inserted part"),
]  # fmt: skip

# No fine that is a multiple stands in a part of small gravity: each of them is lost by its gravity.
MULTIPLES = [
    Row("235-1/1", WELL, NO, "gravity", C21, "fifty times the amount moved: a fine, no additional, but medium"),
    Row("235-1/1", WELL, YES, "fine", C23, "the same in an edition where it is of small gravity: a multiple is a fine",
        changed={"gravity": Gravity.MINOR, "max_imprisonment_months": 24}),
    Row("245/1", WELL, NO, "gravity", C21, "three times the tax not paid, medium"),
    Row("189/3", WELL, NO, "gravity", C21, "times the value taken, grave"),
    Row("366/1", WELL, NO, "gravity", C21, "fifty times the bribe, medium"),
    Row("367/1", WELL, NO, "gravity", C21, "thirty times the bribe, medium"),
    Row("368/1", WELL, NO, "additional", C34, "twenty times the bribe, medium, and confiscation"),
    Row("366/1-1", WELL, NO, "gravity", C21, "an inserted part, grave"),
    Row("253/3", WELL, NO, "gravity", C21, "especially grave with a fine"),
    Row("366/4", WELL, NO, "gravity", C21, "especially grave with a fine"),
]  # fmt: skip

BANS = [
    Row("345-1/1", WELL, YES, "ban", C23, "ten years exactly: the only kind of ban a writ tolerates"),
    Row("345-1/2", WELL, YES, "ban", C23, "the same ban, three years by negligence"),
    Row("345-1/3", WELL, NO, "fine", C23, "the ban is exact, but there is no fine"),
    Row("345/1", WELL, NO, "ban", C23, "a misdemeanour with a fine, the ban only up to two years"),
    Row("345/2", WELL, NO, "ban", C23, "small gravity with a fine, the ban up to three years"),
    Row("345/3", WELL, NO, "ban", C23, "the ban up to five years, and no fine"),
    Row("154/1", WELL, NO, "ban", C23, "an undivided misdemeanour, up to three years"),
    Row("156/1", WELL, YES, "fine", C23, "labour safety, part 1 without a ban"),
    Row("156/2", WELL, NO, "ban", C23, "part 2 with a ban up to two years"),
    Row("153/1", WELL, NO, "ban", C23, "up to three years"),
    Row("186/1", WELL, YES, "fine", C23, "part 1 without a ban"),
    Row("186/2", WELL, NO, "ban", C23, "negligent, four years, ban up to three"),
    Row("212/1", WELL, NO, "ban", C23, "up to two years"),
    Row("223/3", WELL, NO, "ban", C23, "up to three years, part 1 of the article has none"),
    Row("226/1", WELL, NO, "ban", C23, "an economic misdemeanour with a ban"),
    Row("243/2", WELL, NO, "ban", C23, "a misdemeanour in part 2"),
    Row("320/2", WELL, NO, "ban", C23, "negligent, five years"),
    Row("358/2", WELL, NO, "ban", C23, "up to five years"),
    Row("371/2", WELL, NO, "ban", C23, "negligence in office, part 2"),
    Row("433/1", WELL, NO, "ban", C23, "up to three years"),
    Row("238/2", WELL, NO, "ban", C23, "from five years to a lifetime is not exact; medium as well"),
    Row("346/1", WELL, NO, "ban", C23, "a lifetime ban; medium as well"),
    Row("361/1", WELL, NO, "ban", C23, "a lifetime ban beside the confiscation: a lifetime is no exact term"),
    Row("364/1", WELL, NO, "ban", C23, "the same, one year of imprisonment"),
    Row("364/2-1", WELL, NO, "ban", C23, "an inserted part of small gravity"),
    Row("369/1", WELL, NO, "ban", C23, "official forgery"),
    Row("370/1", WELL, NO, "ban", C23, "failure to act"),
]

# Loss of rank or of awards is named in 629-1(3)(4) too; no sanction of the table makes it mandatory.
ADDITIONAL = [
    Row("190/1", WELL, NO, "additional", C34, "fraud: small gravity and a fine, but confiscation is mandatory"),
    Row("195/1", WELL, YES, "fine", C23, "damage by deceit: no confiscation"),
    Row("217-1/1", WELL, NO, "additional", C34, "an inserted article"),
    Row("232-1/1", WELL, NO, "additional", C34, "a misdemeanour with confiscation"),
    Row("232-1/2", WELL, NO, "additional", C34, "of small gravity with confiscation"),
    Row("307/1", WELL, NO, "additional", C34, "gambling"),
    Row("310/1", WELL, NO, "additional", C34, "a den"),
    Row("323/1", WELL, NO, "additional", C34, "falsified medicines"),
    Row("340/1", WELL, NO, "additional", C34, "felling of trees, a misdemeanour"),
    Row("341/1", WELL, NO, "additional", C34, "a negligent crime with confiscation"),
    Row("342/1", WELL, NO, "additional", C34, "a misdemeanour of nature protection"),
    Row("361/1", WELL, NO, "additional", C34, "confiscation besides the lifetime ban"),
    Row("364/1", WELL, NO, "additional", C34, "the same"),
    Row("364/2-1", WELL, NO, "additional", C34, "the same of an inserted part"),
    Row("188/3", WELL, NO, "additional", C34, "named besides gravity: every obstacle is told"),
    Row("217/3", WELL, NO, "additional", C34, "confiscation and an open ban, grave"),
]

EXPULSION = [
    Row("405/2", CITIZEN, YES, "additional", C34, "a citizen is not expelled"),
    Row("405/2", FOREIGNER, NO, "additional", C34, "expulsion of a foreigner is mandatory"),
    Row("405/2", WELL, ASK, "additional", C34, "citizenship is not known, and here it decides"),
    Row("405/2", CITIZEN | REFUSES, NO, "victim", C24, "a citizen, but the victim refuses"),
    Row("405/2", FOREIGNER | {"established": None}, NO, "additional", C34, "a refusal outweighs what is unknown"),
    Row("405/2", CITIZEN, YES, "additional", C34, "the same in 2020", day=D20),
    Row("405/1", CITIZEN, NO, "gravity", C21, "part 1 is grave: citizenship opens nothing"),
    Row("405/1", FOREIGNER, NO, "additional", C34, "grave, and expulsion"),
    Row("392/1", CITIZEN, NO, "gravity", C21, "the border: medium"),
    Row("392/1", FOREIGNER, NO, "gravity", C21, "medium for a foreigner as well"),
    Row("392/1-1", WELL, NO, "gravity", C21, "an inserted part: citizenship unknown, the gravity decides already"),
    Row("394/1", FOREIGNER, NO, "additional", C34, "medium, and expulsion"),
    Row("187/1", FOREIGNER, YES, "fine", C23, "a foreigner whose article does not expel him"),
    Row("107/1", FOREIGNER, YES, "fine", C23, "the same of a crime"),
]

# The parts where an item carries more (`items_more`) are 13, all medium or grave: an item decides no verdict.
ITEMS = [
    Row("216/2", WELL, NO, "gravity", C21, "no item named, medium: no item can help"),
    Row("216/2", WELL, NO, "additional", C34, "confiscation stands in the part itself, whatever the item"),
    Row("216/2/4", WELL, NO, "additional", C34, "item 4 adds a lifetime ban to the confiscation"),
    Row("216/2/1", WELL, NO, "additional", C34, "another item: confiscation all the same"),
    Row("216/2", WELL, NO, "additional", C34, "even if it were of small gravity the item would not matter",
        changed={"gravity": Gravity.MINOR, "max_imprisonment_months": 24}),
    Row("189/3/2", WELL, NO, "gravity", C21, "embezzlement by an official"),
    Row("190/3", WELL, NO, "gravity", C21, "no item named, grave"),
    Row("190/4", WELL, NO, "additional", C34, "confiscation in the part"),
    Row("195/5", WELL, NO, "fine", C23, "confiscation, an item, and no fine"),
    Row("307/3/2", WELL, NO, "gravity", C21, "the fine is only in item 2, the crime is grave in every one"),
    Row("307/3/3", WELL, NO, "additional", C34, "an official: confiscation and a lifetime ban"),
    Row("362/4", WELL, NO, "fine", C23, "no fine, so item 3 (confiscation) need not be asked for"),
    Row("362/4/3", WELL, NO, "gravity", C21, "item 3 named: grave in any case"),
    Row("234/3", WELL, NO, "gravity", C21, "smuggling by an official in item 1: grave in any case"),
    Row("362/4", WELL, ASK, "fine|ban|additional", "", "made of small gravity and with a fine the part is not the one "
        "that was read, and an item of it confiscates: nothing may be promised",
        changed={"gravity": Gravity.MINOR, "max_imprisonment_months": 24, "fine_is_main": True}),
    Row("99/2/15", WELL, NO, "gravity", C21, "an item in a part without differences"),
]  # fmt: skip

UNREAD = {"kind": OffenceKind.MISDEMEANOUR, "gravity": Gravity.MISDEMEANOUR, "fine_is_main": True, "max_fine_mci": 160}
NEW_FINE = {"fine_is_main": True, "max_fine_mci": 1000}
OTHER_EDITIONS = [
    Row("197/1", WELL, ASK, "fine|ban", C23, "oil without papers, repealed in 2025: no row", changed=UNREAD),
    Row("197/1", WELL, ASK, "fine|ban", C23, "the same when it was in force", day=D24, changed=UNREAD),
    Row("999/1", WELL, ASK, "fine|ban", C23, "an article of tomorrow", changed=UNREAD),
    Row("999/1", REFUSES, NO, "victim", C24, "unknown and refused: refused", changed=UNREAD),
    Row("999/1", WELL, NO, "gravity", C21, "of medium gravity, whatever its sanction",
        changed={"gravity": Gravity.MEDIUM, "fine_is_main": True}),
    Row("999/1", WELL, NO, "fine", C23, "the charge itself says that there is no fine",
        changed={**UNREAD, "fine_is_main": False, "max_fine_mci": None}),
    Row("102/1", WELL, ASK, "fine|ban", C23, "the table says no fine, the charge of another edition says one: its "
        "sanction was not read", changed=NEW_FINE),
    Row("112/2", WELL, ASK, "fine|ban", C23, "the same of part 2", changed=NEW_FINE),
    Row("107/1", WELL, NO, "fine", C23, "an edition without the fine the table knows",
        changed={"fine_is_main": False, "max_fine_mci": None}),
    Row("188/1", WELL, YES, "gravity", C21, "an edition in which the theft was of small gravity",
        changed={"gravity": Gravity.MINOR, "max_imprisonment_months": 24}),
    Row("102/1 + 187/1", WELL, ASK, "fine|ban", C23, "one sanction unread among several", about="CC 102",
        changed=NEW_FINE),
]  # fmt: skip

# Several offences ---------------------------------------------------------------------------------------------------

COMBINATIONS = [
    Row("187/1 + 107/1", WELL, YES, "fine", C23, "a misdemeanour and a crime of small gravity", about="CC 187(1)"),
    Row("187/1 + 107/1", WELL, YES, "fine", C23, "the second of them", about="CC 107(1)"),
    Row("187/1 + 187/1", WELL, YES, "fine", C23, "two thefts of one wording"),
    Row("107/1 + 293/1", WELL, YES, "gravity", C21, "two crimes of small gravity", about="CC 293(1)"),
    Row("187/1 + 293/1 + 109-1/1", WELL, YES, "fine", C23, "three of them", about="CC 109-1(1)"),
    Row("187/1 + 345-1/1", WELL, YES, "ban", C23, "an exact ban of one of them", about="CC 345-1(1)"),
    Row("187/1 + 102/1", WELL, NO, "combination", C4, "one without a fine spoils both", about="CC 102"),
    Row("102/1 + 187/1", WELL, NO, "combination", C4, "the order of the charges does not matter", about="CC 102"),
    Row("187/1 + 121-1/1", WELL, NO, "combination", C4, "two misdemeanours, one without a fine", about="CC 121-1"),
    Row("107/1 + 104/1", WELL, NO, "combination", C4, "a negligent crime without a fine", about="CC 104(1)"),
    Row("102/1 + 104/1", WELL, NO, "combination", C4, "neither has a fine", about="CC 104(1)"),
    Row("187/1 + 107/1 + 427/1", WELL, NO, "combination", C4, "the third lacks it", about="CC 427(1)"),
    Row("107/1 + 188/1", WELL, NO, "gravity", C21, "the theft is medium, though it has a fine", about="CC 188(1)"),
    Row("187/1 + 235-1/1", WELL, NO, "gravity", C21, "a multiple is a fine, the gravity is lacking",
        about="CC 235-1(1)"),
    Row("187/1 + 188/3", WELL, NO, "gravity", C21, "grave", about="CC 188(3)"),
    Row("187/1 + 188/3", WELL, NO, "combination", C4, "grave, and without a fine as well", about="CC 188(3)"),
    Row("187/1 + 190/1", WELL, NO, "additional", C34, "petty theft and fraud: confiscation", about="CC 190(1)"),
    Row("345/1 + 187/1", WELL, NO, "ban", C23, "an open ban of the first", about="CC 345(1)"),
    Row("187/1 + 345/1", WELL, NO, "ban", C23, "an open ban of the second", about="CC 345(1)"),
    Row("187/1 + 361/1", WELL, NO, "ban", C23, "a lifetime ban of the second", about="CC 361(1)"),
    Row("187/1 + 405/2", CITIZEN, YES, "additional", C34, "a citizen", about="CC 405(2)"),
    Row("187/1 + 405/2", FOREIGNER, NO, "additional", C34, "a foreigner", about="CC 405(2)"),
    Row("187/1 + 405/2", WELL, ASK, "additional", C34, "citizenship unknown", about="CC 405(2)"),
    Row("102/1 + 405/2", WELL, NO, "combination", C4, "the missing fine decides before the citizenship",
        about="CC 102"),
    Row("187/1 + 107/1", DISPUTES, NO, "evidence", C22, "a dispute of one of them is a dispute"),
    Row("187/1 + 107/1", CONSENTS, YES, "victim", C24, "the victim consents"),
]  # fmt: skip

SENTENCES_AND_EARLIER = [
    Row("187/1", SENTENCES, NO, "sentences", C4, "a new offence before the old sentence is served: CC 60"),
    Row("107/1", SENTENCES, NO, "sentences", C4, "the same of a crime"),
    Row("187/1 + 107/1", SENTENCES, NO, "sentences", C4, "besides a combination that is fine"),
    Row("187/1", {"cumulative_sentences_cc60": None}, ASK, "sentences", C4, "convictions not checked"),
    Row("187/1", WELL, YES, "sentences", C4, "no other sentence"),
    Row("187/1", CANCELLED, NO, "earlier_writ", C5, "he did not agree with the first writ sentence: no second one"),
    Row("187/1 + 107/1", CANCELLED, NO, "earlier_writ", C5, "the same of several offences"),
    Row("187/1", {"earlier_writ_sentence_cancelled": None}, ASK, "earlier_writ", C5, "the file does not tell"),
    Row("187/1", WELL, YES, "earlier_writ", C5, "the first writ in this case"),
]

# The facts ----------------------------------------------------------------------------------------------------------

FACTS = [
    Row("187/1", WELL, YES, "established", C21, "the fact and the person"),
    Row("187/1", {"established": False}, NO, "established", C21, "not proved"),
    Row("107/1", {"established": None}, ASK, "established", C21, "not said yet"),
    Row("187/1", WELL, YES, "evidence", C22, "not disputed"),
    Row("187/1", DISPUTES, NO, "evidence", C22, "he disputes the evidence of his guilt"),
    Row("107/1", MAYBE_DISPUTES, ASK, "evidence", C22, "he was not asked"),
    Row("187/1", WELL, YES, "qualification", C22, "he agrees"),
    Row("107/1", {"disputes_qualification": True}, NO, "qualification", C22, "he sees another article"),
    Row("187/1", {"disputes_qualification": None}, ASK, "qualification", C22, "he was not asked"),
    Row("187/1", WELL, YES, "damage", C22, "he agrees with the amount"),
    Row("187/1", {"disputes_damage": True}, NO, "damage", C22, "only the amount is disputed: that is enough"),
    Row("107/1", {"disputes_damage": None}, ASK, "damage", C22, "he was not asked"),
    Row("296/1", {"disputes_damage": None}, ASK, "damage", C22, "an offence without damage: he agrees that there is "
        "none, and somebody has to have asked him", doubt=True),
    Row("187/1", WELL, YES, "motion", C24, "he has asked for it"),
    Row("187/1", NO_MOTION, NO, "motion", C24, "without his motion no writ"),
    Row("107/1", {"suspect_motion": None}, ASK, "motion", C24, "perhaps he will"),
    Row("187/1", WELL, YES, "mental_disorder", C31, "sane"),
    Row("187/1", {"mental_disorder_after": True}, NO, "mental_disorder", C31, "fell ill after the offence"),
    Row("107/1", {"mental_disorder_after": None}, ASK, "mental_disorder", C31, "not known"),
    Row("187/1", WELL, YES, "able_to_defend", C32, "able"),
    Row("187/1", {"unable_to_defend": True}, NO, "able_to_defend", C32, "cannot see the file, nor defend himself"),
    Row("107/1", {"unable_to_defend": None}, ASK, "able_to_defend", C32, "not known"),
    Row("187/1", WELL, YES, "immunity", C33, "no privilege"),
    Row("187/1", {"immunity": True}, NO, "immunity", C33, "a deputy"),
    Row("107/1", {"immunity": None}, ASK, "immunity", C33, "not known"),
]  # fmt: skip

AGE = [
    Row("187/1", WELL, YES, "adult", C32, "thirty"),
    Row("187/1", MINOR, NO, "adult", C32, "seventeen now"),
    Row("107/1", {"age": 16, "age_at_offence": 16}, NO, "adult", C32, "sixteen"),
    Row("200/1", {"age": 14, "age_at_offence": 14}, NO, "adult", C32, "fourteen"),
    Row("187/1", {"age": 18, "age_at_offence": 18}, YES, "adult", C32, "eighteen is no minor"),
    Row("187/1", {"age": 17, "age_at_offence": 16}, NO, "adult", C32, "a minor then and now"),
    Row("187/1", {"age": 17, "age_at_offence": None}, NO, "adult", C32, "a minor now is enough"),
    Row("187/1", {"age": None, "age_at_offence": None}, ASK, "adult", C32, "age not known at all"),
    Row("187/1", {"age": None, "age_at_offence": 17}, ASK, "adult", C32, "a minor then; whether he is of age by now is "
        "not known"),
    Row("187/1", {"age": 18, "age_at_offence": 17}, YES, "adult", C32, "629-1(3)(2) says \"a minor\", not one who was "
        "a minor, and by 530(3)(2) the rules for minors are over for one of age; but CC 80(1), from memory, calls a "
        "minor who was under eighteen at the offence", doubt=True),
    Row("107/1", {"age": 19, "age_at_offence": 16}, YES, "adult", C32, "the same of a crime", doubt=True),
    Row("187/1", {"age": 30, "age_at_offence": None}, YES, "adult", C32, "of age now; his age then is not asked on "
        "this reading", doubt=True),
    Row("187/1", {"age": None, "age_at_offence": 18}, YES, "adult", C32, "nobody grows younger", doubt=True),
    Row("188/3", MINOR, NO, "adult", C32, "told besides the gravity"),
    Row("187/1 + 102/1", MINOR, NO, "adult", C32, "told besides the combination"),
]  # fmt: skip

PARTIES = [
    Row("187/1", WELL, YES, "victim", "", "no victim: no condition of his", none=True),
    Row("187/1", WELL, YES, "civil_claimant", "", "no civil claimant", none=True),
    Row("187/1", WELL, YES, "civil_defendant", "", "no civil defendant", none=True),
    Row("296/1", WELL, YES, "victim", "", "drugs: there is nobody to ask", none=True),
    Row("187/1", CONSENTS, YES, "victim", C24, "he consents"),
    Row("187/1", REFUSES, NO, "victim", C24, "his refusal decides"),
    Row("187/1", NOT_ASKED, ASK, "victim", C24, "he has to be asked"),
    Row("107/1", NOT_ASKED, ASK, "victim", C24, "the same of a crime"),
    Row("187/1", {"civil_claimant": "consents"}, YES, "civil_claimant", C24, "he consents"),
    Row("187/1", {"civil_claimant": "refuses"}, NO, "civil_claimant", C24, "his refusal decides"),
    Row("187/1", {"civil_claimant": "not_asked"}, ASK, "civil_claimant", C24, "he has to be asked"),
    Row("187/1", {"civil_defendant": "consents"}, YES, "civil_defendant", C24, "he consents"),
    Row("187/1", {"civil_defendant": "refuses"}, NO, "civil_defendant", C24, "his refusal decides"),
    Row("187/1", {"civil_defendant": "not_asked"}, ASK, "civil_defendant", C24, "he has to be asked"),
    Row("187/1", CONSENTS | {"civil_claimant": "consents", "civil_defendant": "consents"}, YES, "victim", C24, "all "
        "three consent"),
    Row("187/1", CONSENTS | {"civil_claimant": "refuses"}, NO, "civil_claimant", C24, "one of them refuses"),
    Row("187/1", REFUSES | {"civil_claimant": "not_asked"}, NO, "victim", C24, "a refusal outweighs a question"),
    Row("187/1", CONSENTS | {"civil_defendant": "not_asked"}, ASK, "civil_defendant", C24, "one of them is not asked"),
    Row("187/1", CONSENTS | NO_MOTION, NO, "motion", C24, "the victim's consent is no motion of the suspect"),
]  # fmt: skip

SEVERAL_FACTS = [
    Row("187/1", NOTHING, ASK, "established", C21, "a charge and nothing else"),
    Row("187/1", NOTHING, ASK, "motion", C24, "a charge and nothing else: his motion as well"),
    Row("187/1", NOTHING, ASK, "adult", C32, "a charge and nothing else: his age as well"),
    Row("187/1", NOTHING | REFUSES, NO, "victim", C24, "nothing known but a refusal"),
    Row("187/1", NOTHING | {"age": 17}, NO, "adult", C32, "nothing known but that he is a minor"),
    Row("187/1", NOTHING | CANCELLED, NO, "earlier_writ", C5, "nothing known but the cancelled sentence"),
    Row("188/3", NOTHING, NO, "gravity", C21, "the charge alone is enough for a no"),
    Row("190/1", NOTHING, NO, "additional", C34, "the charge alone is enough for a no"),
    Row("187/1 + 102/1", NOTHING, NO, "combination", C4, "the charges alone are enough for a no", about="CC 102"),
    Row("187/1", {"established": None} | NO_MOTION, NO, "motion", C24, "no motion outweighs what is unknown"),
    Row("190/1", REFUSES, NO, "additional", C34, "two obstacles: the article is told too"),
    Row("345/1", DISPUTES, NO, "evidence", C22, "two obstacles: the dispute is told too"),
]

# When ---------------------------------------------------------------------------------------------------------------

DAYS = [
    Row("187/1", WELL, NO, "in_force", C0, "the day before the chapter", day=D17),
    Row("107/1", CONSENTS, NO, "in_force", C0, "nobody's consent brings it forward", day=D17),
    Row("187/1", WELL, NO, "in_force", C0, "long before", day=date(2015, 1, 1)),
    Row("187/1", NOTHING, NO, "in_force", C0, "nothing known, and no procedure", day=D17),
    Row("187/1 + 102/1", WELL, NO, "in_force", C0, "no procedure for several offences either", day=D17),
    Row("187/1", WELL, ASK, "in_force", C0, "the first day at the earliest: the day it took effect is memory", day=D18,
        doubt=True),
    Row("187/1", REFUSES, NO, "victim", C24, "in force or not, it is a no", day=D18),
    Row("190/1", WELL, NO, "additional", C34, "the first day, with confiscation", day=D18),
    Row("187/1", WELL, YES, "fine", C23, "in force by every account", day=D1809),
    Row("107/1", WELL, YES, "fine", C23, "the end of the first year", day=D18_12),
    Row("188/1", WELL, NO, "gravity", C21, "medium in 2018 as now", day=D18_12),
    Row("187/1", WELL, YES, "fine", C23, "after Law 292-VI", day=D20),
    Row("345-1/1", WELL, YES, "ban", C23, "an exact ban after Law 292-VI", day=D20),
    Row("345-1/1", WELL, YES, "ban", C23, "629-5(4-1), the ban in the sentence, came with Law 292-VI: whether 629-1 "
        "tolerated one before was not read", day=D18_12, doubt=True),
    Row("345/1", WELL, NO, "ban", C23, "an open ban after Law 292-VI", day=D20),
    Row("187/1 + 107/1", WELL, YES, "fine", C23, "several offences before Law 384-VI", day=D20, about="CC 187(1)"),
    Row("187/1", MINOR, NO, "adult", C32, "a minor in 2020", day=D20),
    Row("187/1", WELL, YES, "fine", C23, "after Law 384-VI, which struck out steps and no condition", day=D20_12),
    Row("405/2", FOREIGNER, NO, "additional", C34, "a foreigner in 2024", day=D24),
    Row("187/1", WELL, YES, "fine", C23, "the edition of 16.09.2025", day=D25),
]  # fmt: skip

ROWS = [
    *MISDEMEANOURS, *SMALL_GRAVITY, *TOO_GRAVE, *MULTIPLES, *BANS, *ADDITIONAL, *EXPULSION, *ITEMS, *OTHER_EDITIONS,
    *COMBINATIONS, *SENTENCES_AND_EARLIER, *FACTS, *AGE, *PARTIES, *SEVERAL_FACTS, *DAYS,
]  # fmt: skip


def test_there_are_enough_of_them_and_none_twice() -> None:
    assert len(ROWS) >= 130
    assert len({str(row) for row in ROWS}) == len(ROWS)
    assert all(row.why for row in ROWS)
    assert all(name in {one.name for one in fields(WritFacts)} for row in ROWS for name in row.facts)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_writ(row: Row) -> None:
    answer = assess(row.asked, row.qualifications)
    told = [(one.code, one.state, one.cite, one.charge) for one in answer.conditions]
    assert answer.verdict is row.verdict, (row.why, told)
    if row.none:
        assert not row.codes & {one.code for one in answer.conditions}, row.why
        return
    state = STATES[row.verdict]
    found = [one for one in answer.conditions if one.code in row.codes and one.state is state]
    if row.cite:
        found = [one for one in found if one.cite == row.cite]
    assert row.charge in {one.charge for one in found}, (row.why, told)


# What the makers of the table wrote of a part, and the conditions it may fail.
REASONS = {
    "gravity": "gravity",
    "no fine as main punishment": "fine",
    "mandatory confiscation": "additional",
    "mandatory deprivation of right without an exact term": "ban",
    "mandatory expulsion (if foreigner/stateless)": "additional",
}


def test_every_part_of_the_code_has_the_answer_of_its_makers() -> None:
    """With everything else fine: a citizen, a foreigner, and one whose citizenship nobody asked for."""
    answers = {
        "candidate": (YES, YES, YES),
        "candidate for citizens only": (YES, NO, ASK),
        "no": (NO, NO, NO),
    }
    assert len(DERIVED) == len(CODE) > 900
    for row in DERIVED:
        charge = CODE[row.article, row.part]
        given = tuple(assess(WritFacts(date=TODAY, **BASE, **known), [charge]) for known in (CITIZEN, FOREIGNER, WELL))
        assert tuple(one.verdict for one in given) == answers[row.writ_proceedings], charge.cite
        failing = {one.code for one in given[0].conditions if one.state is State.NOT_MET}
        reasons = {REASONS[_kind(reason)] for reason in row.writ_reason.split("; ") if reason}
        assert failing <= reasons, charge.cite
        assert bool(failing) == (row.writ_proceedings == "no"), charge.cite


def _kind(reason: str) -> str:
    return "gravity" if reason.startswith("gravity ") else reason
