"""What is asked of the suspect and the parties before a writ: the rows of CPC 629-1(2)(1),(2),(4), (3)-(5).

Which answer meets a condition stands here; what follows is judged in `writ`.
"""

from dataclasses import dataclass

from ecase.law.words import N_


@dataclass(frozen=True)
class Asked:
    """A yes-or-no of the person or the case. `good`: the answer under which the condition is met."""

    code: str
    fact: str
    good: bool
    says: str
    met: str
    not_met: str
    cite: str
    remedy: str = ""
    ask: str = N_("Find it out and enter it.")


PERSON: tuple[Asked, ...] = (
    Asked(
        "established", "established", True, N_("The fact and the person are established"),
        N_("The fact of the offence and who committed it are established by evidence."),
        N_("The fact or the person is not established."), "CPC 629-1(2)(1)",
        N_("Investigate further."),
    ),
    Asked(
        "evidence", "disputes_evidence", False, N_("The suspect does not dispute the evidence of his guilt"),
        N_("He does not dispute the evidence."), N_("He disputes the evidence."), "CPC 629-1(2)(2)",
        N_("Only he can: he may stop disputing it."), N_("Ask the suspect, his defender present."),
    ),
    Asked(
        "qualification", "disputes_qualification", False, N_("The suspect agrees with the qualification"),
        N_("He agrees with the qualification."), N_("He disputes the qualification."), "CPC 629-1(2)(2)",
        N_("Only he can: he may agree."), N_("Ask the suspect, his defender present."),
    ),
    Asked(
        "damage", "disputes_damage", False, N_("The suspect agrees with the amount of the damage"),
        N_("He agrees with the nature and amount of the damage."), N_("He disputes the damage."), "CPC 629-1(2)(2)",
        N_("Only he can: he may agree."), N_("Ask the suspect, his defender present."),
    ),
    Asked(
        "mental_disorder", "mental_disorder_after", False, N_("No mental disorder after the offence"),
        N_("He has not fallen mentally ill after the offence."), N_("He has fallen mentally ill after the offence."),
        "CPC 629-1(3)(1)",
    ),
    Asked(
        "able_to_defend", "unable_to_defend", False, N_("The suspect can defend himself"),
        N_("Nothing hinders him in defending himself."), N_("He cannot defend himself by reason of a defect."),
        "CPC 629-1(3)(2)",
    ),
    Asked(
        "immunity", "immunity", False, N_("No privilege or immunity from prosecution"),
        N_("He has no privilege or immunity."), N_("He has a privilege or immunity."), "CPC 629-1(3)(3)",
    ),
    Asked(
        "sentences", "cumulative_sentences_cc60", False, N_("No cumulative sentences"),
        N_("He serves no other sentence to be added."), N_("Another sentence has to be added to this one."),
        "CPC 629-1(4)",
    ),
    Asked(
        "earlier_writ", "earlier_writ_sentence_cancelled", False, N_("No cancelled writ verdict in this case"),
        N_("No writ verdict was cancelled in this case."),
        N_("A writ verdict in this case was cancelled on the convict's disagreement."), "CPC 629-1(5)",
    ),
)  # fmt: skip

MOTION = Asked(
    "motion", "suspect_motion", True, N_("The suspect has filed a motion for the writ procedure"),
    N_("The motion is in the file."), N_("He has filed no motion."), "CPC 629-1(2)(4)",
    N_("Only he can: he may file one until the case is sent."), N_("Explain the procedure to the suspect."),
)  # fmt: skip

# Code, what the law asks, how it stands with the consent and without.
PARTIES: tuple[tuple[str, str, str, str], ...] = (
    ("victim", N_("The victim consents"), N_("The victim consents in writing."), N_("The victim refuses.")),
    (
        "civil_claimant", N_("The civil claimant consents"), N_("The civil claimant consents in writing."),
        N_("The civil claimant refuses."),
    ),
    (
        "civil_defendant", N_("The civil defendant consents"), N_("The civil defendant consents in writing."),
        N_("The civil defendant refuses."),
    ),
)  # fmt: skip
