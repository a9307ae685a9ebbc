"""May house arrest be asked for: what of CPC 146, 147 and 151 applies to it. Custody is `arrest`.

146(1) sends to "the order set by article 147". It is read as the road only: the investigator asks, the prosecutor
agrees or refuses, the investigating judge hears it within eight hours (LAW.md SAN-02, gap 10). The condition of
147(1), over five years or a named ground, speaks of custody; and 148(7)(3) lets the judge who refuses custody, because
that very condition is not met, choose any other measure of 137(1), house arrest among them. So are 136(3) (economic
crimes), 541(1) (minors, small and medium gravity) and 148(13) (a second petition) bars of custody alone. The term and
its extension follow 151 by 146(4); the six months of 541(4) are again those of custody, and their nearness is told.

Room, with a written reason, where no word forbids it and none allows it: a misdemeanour, no dwelling, nobody present.
"""

from ecase.law.arrest import WHY_NOT_MILDER, ArrestAnswer, ArrestFacts, Verdict, nobody_to_hold
from ecase.law.qualification import Gravity, OffenceKind, Qualification
from ecase.law.steps import Reasoning
from ecase.law.words import N_, Refusal

ORDER = "CPC 146(1), 147"
# The verdict in the words of this measure; `arrest.VERDICTS` speaks of custody.
HOUSE_VERDICTS: dict[Verdict, str] = {
    Verdict.ALLOWED: N_("House arrest may be asked for"),
    Verdict.FORBIDDEN: N_("House arrest may not be asked for"),
}


def assess_house_arrest(facts: ArrestFacts, qualification: Qualification) -> ArrestAnswer:
    """Answer for one person under one charge; `grounds_147_1` are told, none of them is asked for."""
    bars = nobody_to_hold(facts, qualification)
    room = [] if bars else _room(facts, qualification)
    because = _because(facts, qualification, room=bool(room))
    cites = (
        ORDER,
        qualification.cite,
        *(refusal.cite for refusal in (*bars, *room)),
        *(step.cite for step in because),
    )
    return ArrestAnswer(
        verdict=Verdict.FORBIDDEN if bars else Verdict.ALLOWED,
        grounds_147_1=facts.grounds,
        may_be_sanctioned=not (bars or room),
        bars=tuple(bars),
        conflicts=(),
        because=tuple(because),
        cites=tuple(dict.fromkeys(cite for cite in cites if cite)),
        gravity_alone=False,
        room=tuple(room),
    )


def _room(facts: ArrestFacts, charge: Qualification) -> list[Refusal]:
    room: list[Refusal] = []
    if charge.kind is not OffenceKind.CRIME or not charge.imprisonment:
        # 137(1) knows no bar for a misdemeanour, and 527(3) names the obligation to appear for it: nobody should be
        # shut in at home for what threatens no imprisonment unless somebody says why in writing.
        room.append(
            Refusal(
                "house_misdemeanour",
                N_("The act threatens no imprisonment: house arrest needs a written reason."),
                {},
                "CPC 137(1), 527(3)",
            )
        )
    if facts.no_fixed_home:
        room.append(
            Refusal(
                "house_no_dwelling",
                N_("House arrest is served in a dwelling: name the one that is given to the person."),
                {},
                "CPC 146(2)",
            )
        )
    if facts.suspect_absent and not (facts.declared_wanted or facts.abroad_and_evading):
        # 148(4) is written for custody; but an order that names who watches whom (146(3)) needs somebody to watch.
        room.append(
            Refusal(
                "house_suspect_absent",
                N_("The suspect is not there to be kept at home."),
                {},
                "CPC 146(3), 148(4)",
            )
        )
    return room


def _because(facts: ArrestFacts, charge: Qualification, *, room: bool) -> Reasoning:
    told = Reasoning()
    told.say(
        N_("Asked for in the order of custody: the prosecutor agrees, the judge hears it within eight hours."),
        ORDER,
    )
    told.say(
        N_("The five years and the grounds of article 147 are conditions of custody, not of house arrest."),
        "CPC 146(1), 147(1), 148(7)(3)",
    )
    if facts.minor and charge.gravity not in (Gravity.GRAVE, Gravity.ESPECIALLY_GRAVE):
        told.say(
            N_("The ban on custody for minors speaks of custody only; weigh supervision by the parents first."),
            "CPC 541(1)",
        )
    if charge.economic:
        told.say(N_("The ban on custody for economic crimes speaks of custody only."), "CPC 136(3)")
    if facts.breached_earlier_measure:
        told.say(N_("Whoever broke a measure gets a stricter one; after house arrest that is custody."), "CPC 140(4)")
    if room:
        told.say(N_("The law leaves room here: such a request is sent with a written reason."), ORDER)
    told.say(N_("Name each restriction and who watches that it is kept."), "CPC 146(2),(3)")
    told.say(N_("Its term and its extension follow the rules of custody."), "CPC 146(4), 151")
    told.say(*WHY_NOT_MILDER)
    return told
