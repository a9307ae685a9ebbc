"""Kinds of ruling on the case itself: who draws one, who must sign before it has effect, on which ground.

A ruling without `deciders` is in force by its author's own signature; the others wait for the
prosecutor (or the head) and bind nobody before. What a ruling does to the case when it comes into
force stands in `cases/actions/effects`; requests to the court are `ecase.law.kinds`.
"""

from dataclasses import dataclass
from enum import StrEnum

from ecase.law.roles import PROSECUTION, Role
from ecase.law.words import N_


class Status(StrEnum):
    BEFORE_DECIDER = "before_decider"
    RETURNED = "returned"
    REFUSED = "refused"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    FULFILLED = "fulfilled"


STATUS_TITLES: dict[str, str] = {
    Status.BEFORE_DECIDER: N_("Waits for approval"),
    Status.RETURNED: N_("Returned for rework"),
    Status.REFUSED: N_("Refused"),
    Status.IN_FORCE: N_("In force"),
    Status.WITHDRAWN: N_("Withdrawn"),
    Status.CANCELLED: N_("Cancelled"),
    Status.FULFILLED: N_("Fulfilled"),
}
OPEN = frozenset({Status.BEFORE_DECIDER, Status.RETURNED})
ENDED = frozenset({Status.REFUSED, Status.WITHDRAWN, Status.CANCELLED, Status.FULFILLED})

HEAD_OF_PROSECUTION = frozenset({Role.HEAD_OF_PROSECUTION})
HEAD = frozenset({Role.HEAD_OF_INVESTIGATION})
INVESTIGATOR = frozenset({Role.INVESTIGATOR})

# Stages of a case, as `cases.models.Case.Stage` stores them.
LIVE = frozenset({"pretrial"})
STANDING = frozenset({"interrupted"})
OPEN_CASE = LIVE | STANDING


@dataclass(frozen=True)
class Ground:
    """A ground to choose from, with its article.

    `of_the_act`: it takes the act itself away, not one person's part in it. `consent`: the case goes on when the
    person (or, for 36, the victim) objects. `what`: what of the case a severance on this ground takes along
    (see `Severed`).
    """

    code: str
    title: str
    cite: str
    confidence: str = "V"
    of_the_act: bool = False
    consent: bool = False
    what: str = ""


@dataclass(frozen=True)
class RulingKind:
    """One kind of ruling.

    `move`: the move on the case that draws it. `authors` draw and sign; `deciders` approve or refuse
    (empty: in force at once). `head_decides`: a ruling that only the head of the prosecutor's office
    may approve. `about`: what it names (suspect, person, charge, episode, or nothing). `act`: code of the signed act;
    `refusal_act` and `return_act` those of the decider. `to_decider` and `decision_term`: limits that
    run from the ruling and from its arrival. `pauses`: the term of the case stands still while it
    is before the decider (192(3)). `seen`: the prosecutor gets the copy and notes that he saw it, within
    `seen_term`. `cancellable`: the head of the prosecutor's office may cancel it as unlawful, and its effect with it.
    A severance or joinder is undone by its opposite. `stages`: of the case in which it may be drawn. `answer`: its
    addressee reports it fulfilled.
    """

    code: str
    title: str
    move: str
    cite: str
    authors: frozenset[Role]
    act: str
    deciders: frozenset[Role] = frozenset()
    head_decides: bool = False
    about: str = ""
    grounds: tuple[Ground, ...] = ()
    approval_act: str = "ruling_approval"
    refusal_act: str = "ruling_refusal"
    return_act: str = "ruling_return"
    to_decider: str = ""
    decision_term: str = ""
    pauses: bool = False
    seen: bool = False
    seen_term: str = ""
    answer: bool = False
    cancellable: bool = False
    compartment: str = "parties"
    stages: frozenset[str] = LIVE
    style: str = "secondary"
    confidence: str = "V"
    source: str = "S25"

    def ground(self, code: str) -> Ground | None:
        return next((ground for ground in self.grounds if ground.code == code), None)


INTERRUPTION_GROUNDS = (
    Ground("offender_unknown", N_("The person who committed the offence is not established"), "CPC 45(7)(1)"),
    Ground("abroad", N_("The suspect is abroad"), "CPC 45(7)(2)"),
    Ground("fled", N_("The suspect has fled or his whereabouts are unknown"), "CPC 45(7)(3)"),
    Ground("ill", N_("Temporary mental disorder or another grave illness"), "CPC 45(7)(4)"),
    Ground("legal_assistance", N_("Legal assistance from another state is awaited"), "CPC 45(7)(5)"),
    Ground("missing", N_("The missing person has not been found"), "CPC 45(7)(6)"),
    Ground("immunity", N_("Consent to lift immunity or to extradition is awaited"), "CPC 45(7)(7)"),
    Ground("force_majeure", N_("Force majeure prevents the investigation for a time"), "CPC 45(7)(8)"),
    Ground("expert_study", N_("A forensic examination has been ordered"), "CPC 45(7)(9)"),
)
TERMINATION_GROUNDS = (
    Ground("no_event", N_("No offence took place"), "CPC 35(1)(1)", of_the_act=True),
    Ground("no_elements", N_("The act has not the elements of an offence"), "CPC 35(1)(2)", of_the_act=True),
    Ground("amnesty", N_("An act of amnesty takes the punishment away"), "CPC 35(1)(3), 35(4)", consent=True),
    Ground("limitation", N_("The limitation period is over"), "CPC 35(1)(4), 35(4)", of_the_act=True, consent=True),
    Ground(
        "no_complaint", N_("The victim has not complained, or the private prosecutor has given up the charge"),
        "CPC 35(1)(5)", of_the_act=True,
    ),
    Ground(
        "no_longer_punishable", N_("A law has ended liability for the act, or the law it rests on is unconstitutional"),
        "CPC 35(1)(6)", of_the_act=True,
    ),
    Ground("judged_already", N_("A judgment in force stands on the same charge"), "CPC 35(1)(7)"),
    Ground("terminated_already", N_("A termination on the same suspicion stands and is not cancelled"), "CPC 35(1)(8)"),
    Ground("insane", N_("The person acted while insane, and no medical measure is needed"), "CPC 35(1)(9)"),
    Ground("immunity_kept", N_("Consent to prosecute a person with immunity was refused"), "CPC 35(1)(10)"),
    Ground("died", N_("The person has died"), "CPC 35(1)(11), 35(4)", consent=True),
    Ground("must_be_released", N_("The Criminal Code frees the person from liability"), "CPC 35(1)(12)"),
    Ground("repentance", N_("Active repentance"), "CPC 36(1),(5), CC 65(1)", "P", consent=True),
    Ground("necessary_defence", N_("Excess of necessary defence"), "CPC 36(1),(5), CC 66", "P", consent=True),
    Ground("agreement_kept", N_("The terms of a procedural agreement are fulfilled"), "CPC 36(1),(5), CC 67", "P",
           consent=True),
    Ground("reconciled", N_("Reconciliation with the victim"), "CPC 36(1),(5), CC 68(2),(3)", "P", consent=True),
    Ground("minor_released", N_("Release of a minor from liability"), "CPC 36(1),(5), CC 83(1),(3)", "P", consent=True),
    Ground("released", N_("Another release from liability that article 36 names"), "CPC 36(1),(5)", consent=True),
)  # fmt: skip
PARTIAL_GROUNDS = (
    Ground("not_confirmed", N_("The suspicion has not been confirmed in this part"), "CPC 207(2)"),
    *TERMINATION_GROUNDS,
)
EXTENSION_GROUNDS = (
    Ground("complex", N_("Complexity of the case: up to three months in all"), "CPC 192(4)"),
    Ground("special", N_("Special complexity, or transfer abroad: up to twelve months in all"), "CPC 192(4)"),
    Ground("exceptional", N_("Exceptional case: up to the end of the limitation period"), "CPC 192(5)"),
)


class Severed(StrEnum):
    """What a severance takes out of the case."""

    FACT = "fact"  # a new event that was never part of it
    EPISODES = "episodes"  # whole registered offences
    PERSONS = "persons"  # what named persons are charged with
    UNKNOWN = "unknown"  # the part of those who are not established


SEVERANCE_GROUNDS = (
    Ground(
        "new_offence", N_("Another offence, not connected with this case, has come to light"), "CPC 44(3)",
        what=Severed.FACT,
    ),
    Ground(
        "state_secrets", N_("State secrets close the hearing for some of the suspects only"), "CPC 44(1)(1)",
        what=Severed.PERSONS,
    ),
    Ground("minor", N_("A minor took part together with adults"), "CPC 44(1)(2)", what=Severed.PERSONS),
    Ground(
        "unknown_accomplices", N_("Some of those who took part are not established"), "CPC 44(1)(3)",
        what=Severed.UNKNOWN,
    ),
    Ground(
        "some_suspects", N_("A ground of article 45 concerns some of the suspects only"), "CPC 44(1)(3), 45(7)",
        what=Severed.PERSONS,
    ),
    Ground(
        "cooperation", N_("The prosecutor has made a cooperation agreement with a suspect"), "CPC 44(1)(4)",
        what=Severed.PERSONS,
    ),
    Ground(
        "part_done", N_("Terms run out, and a part of several episodes is fully investigated"), "CPC 44(2)",
        what=Severed.EPISODES,
    ),
)  # fmt: skip
JOINDER_GROUNDS = (
    Ground("accomplices", N_("Several persons took part in one or several offences"), "CPC 43(1)"),
    Ground("same_person", N_("Several offences of one person"), "CPC 43(1)"),
    Ground("concealment", N_("Concealment or failure to report the offence of this case"), "CPC 43(1)"),
    Ground(
        "same_unknown", N_("There is reason to think that one unknown person or group committed the offences"),
        "CPC 43(2)",
    ),
)  # fmt: skip

_KINDS = (
    RulingKind(
        "suspect", N_("Recognition as a suspect"), "recognise_suspect", "CPC 202", INVESTIGATOR, "ruling_suspect",
        deciders=PROSECUTION, about="person", approval_act="ruling_approval", refusal_act="prosecutor_refusal_suspect",
        cancellable=True, style="primary",
    ),
    RulingKind(
        "qualification", N_("Qualification of the suspect's act"), "qualify", "CPC 203", INVESTIGATOR,
        "ruling_qualification", deciders=PROSECUTION, about="suspect", cancellable=True,
    ),
    RulingKind(
        "requalification", N_("Change of the qualification"), "requalify", "CPC 207(1)", INVESTIGATOR,
        "ruling_change_qualification", deciders=PROSECUTION, about="charge", cancellable=True,
    ),
    RulingKind(
        "partial_termination", N_("End of the prosecution in a part"), "terminate_part", "CPC 207(2), 289",
        INVESTIGATOR, "ruling_terminate_part", deciders=HEAD_OF_PROSECUTION, head_decides=True, about="charge",
        cancellable=True, grounds=PARTIAL_GROUNDS, refusal_act="prosecutor_refusal_termination",
        to_decider="termination.to_prosecutor", decision_term="termination.decision",
    ),
    RulingKind(
        "termination", N_("Termination of the case"), "terminate", "CPC 35, 288, 289", INVESTIGATOR,
        "ruling_termination", deciders=HEAD_OF_PROSECUTION, head_decides=True, grounds=TERMINATION_GROUNDS,
        refusal_act="prosecutor_refusal_termination", to_decider="termination.to_prosecutor",
        decision_term="termination.decision", pauses=True, cancellable=True, stages=OPEN_CASE, style="warning",
    ),
    RulingKind(
        "termination_outside", N_("Termination of what lies outside the registered charge"), "terminate_outside",
        "CPC 121(1), 193(1)", PROSECUTION | {Role.TRIAL_JUDGE}, "ruling_terminate_outside", about="charge",
        cancellable=True, stages=OPEN_CASE, style="warning",
    ),
    RulingKind(
        "severance", N_("Severance into a new case"), "sever", "CPC 44", INVESTIGATOR, "ruling_severance",
        grounds=SEVERANCE_GROUNDS, seen=True, seen_term="severance.copy", compartment="investigation",
        stages=OPEN_CASE,
    ),
    RulingKind(
        "joinder", N_("Joinder to another case"), "join", "CPC 43", INVESTIGATOR | HEAD, "ruling_joinder",
        grounds=JOINDER_GROUNDS, seen=True, seen_term="joinder.copy",
    ),
    RulingKind(
        "interruption", N_("Interruption of the term"), "interrupt", "CPC 45(7),(8)", INVESTIGATOR,
        "ruling_interruption", deciders=PROSECUTION, grounds=INTERRUPTION_GROUNDS,
        refusal_act="prosecutor_refusal_interruption", to_decider="interruption.to_prosecutor",
        decision_term="interruption.decision", pauses=True, cancellable=True,
    ),
    RulingKind(
        "resumption", N_("Resumption of the term"), "resume", "CPC 45(9)", INVESTIGATOR, "ruling_resume_terms",
        seen=True, stages=STANDING, style="primary",
    ),
    RulingKind(
        "extension", N_("Extension of the term"), "extend_term", "CPC 192(4)-(6)", INVESTIGATOR | HEAD,
        "ruling_extension_term", deciders=HEAD_OF_PROSECUTION, head_decides=True, grounds=EXTENSION_GROUNDS,
        compartment="investigation",
    ),
    RulingKind(
        "proceeding", N_("Change of the form of investigation"), "change_proceeding", "CPC 189, 190", INVESTIGATOR,
        "ruling_change_proceeding", seen=True,
    ),
    RulingKind(
        "format", N_("Format of the proceedings"), "switch_format", "CPC 42-1(2)", INVESTIGATOR,
        "ruling_format", seen=True,
    ),
    RulingKind(
        "transfer", N_("Transfer by jurisdiction"), "transfer", "CPC 186(2), 187", INVESTIGATOR | HEAD,
        "transfer_by_jurisdiction", deciders=PROSECUTION, compartment="investigation", stages=OPEN_CASE,
    ),
    RulingKind(
        "assignment", N_("Assignment of the case"), "assign", "CPC 59(2)", HEAD, "ruling_assignment",
        compartment="investigation", stages=OPEN_CASE,
    ),
    RulingKind(
        "process_prosecutor", N_("Naming of the process prosecutor"), "name_prosecutor", "CPC 193(3)",
        HEAD_OF_PROSECUTION, "ruling_name_prosecutor", compartment="investigation", stages=OPEN_CASE,
    ),
    RulingKind(
        "take_over", N_("Acceptance of the case for his proceedings"), "take_over", "CPC 188", INVESTIGATOR,
        "ruling_accept_case", seen=True, stages=OPEN_CASE, style="primary",
    ),
    RulingKind(
        "group", N_("Investigation by a group"), "form_group", "CPC 194", HEAD, "ruling_investigation_group",
        seen=True,
    ),
    RulingKind(
        "instruction", N_("Binding written instruction"), "instruct", "CPC 59, 193(1)", HEAD | PROSECUTION,
        "written_instructions", compartment="investigation", answer=True, stages=OPEN_CASE,
    ),
    RulingKind(
        "correction", N_("Correction of an entry"), "correct", "CPC 198, 193", INVESTIGATOR | HEAD,
        "ruling_correction", deciders=HEAD | PROSECUTION | {Role.INVESTIGATING_JUDGE}, stages=OPEN_CASE,
    ),
)  # fmt: skip

RULINGS: dict[str, RulingKind] = {kind.code: kind for kind in _KINDS}
BY_MOVE: dict[str, RulingKind] = {kind.move: kind for kind in _KINDS}
