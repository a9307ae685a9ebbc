"""The case and what hangs on it: people, charge, matters, terms, materials, defence, grants, rulings, reports.

Status is derived wherever it can be: a row stores facts, when they began and under which edition
of which rule; `cases/queries` says what follows from them now.
"""

from cases.access import CaseGrant
from cases.models.case import Case, CaseMember, CaseNumber, RegisterCard
from cases.models.charges import Charge, Episode
from cases.models.compartment import Compartment
from cases.models.file import Material, Reading
from cases.models.matters import Deadline, Fired, Matter, Pause
from cases.models.people import Defence, Participant
from cases.models.reference import Mci, NonWorkingDay, Qualification
from cases.models.reports import BookNumber, Report
from cases.models.rulings import Ruling
from cases.models.search import FileText, SavedFilter, Searchable

__all__ = [
    "BookNumber",
    "Case",
    "CaseGrant",
    "CaseMember",
    "CaseNumber",
    "Charge",
    "Compartment",
    "Deadline",
    "Defence",
    "Episode",
    "FileText",
    "Fired",
    "Material",
    "Matter",
    "Mci",
    "NonWorkingDay",
    "Participant",
    "Pause",
    "Qualification",
    "Reading",
    "RegisterCard",
    "Report",
    "Ruling",
    "SavedFilter",
    "Searchable",
]
