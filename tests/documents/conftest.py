"""A demonstration authority of the tests' own, made once, and one signed act everybody may look at."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import override_settings

from ecase.documents import authority, pdf, signing
from ecase.law.kinds_all import KINDS
from tests.documents import acts, acts_sanctions

SIGNER = authority.Signer(
    iin="850606400334",
    surname="Ахметова",
    given_name="Динара",
    patronymic="Сәбитқызы",
    post="Тергеу судьясы",
    office="Алматы қаласының мамандандырылған тергеу соты",
    bin="990240001234",
)
SIGNED_AT = acts.at(23, 14, 31)


@dataclass(frozen=True)
class Sample:
    """A draft, what signing made of it, and who signed when."""

    draft: bytes
    signed: signing.SignedPdf
    signer: authority.Signer
    at: dt.datetime


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("documents")


@pytest.fixture(autouse=True)
def _own_data(data: Path, settings: object) -> None:
    settings.ECASE_DATA = data  # type: ignore[attr-defined]
    settings.ECASE_DEMO = True  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def sample(data: Path) -> Sample:
    if pdf.unavailable():
        pytest.skip(pdf.unavailable())
    with override_settings(ECASE_DATA=data, ECASE_DEMO=True):
        given = acts_sanctions.context(KINDS["arrest"], "petition", "kk")
        draft = pdf.render("acts/sanctions/arrest/kk.html", given, language="kk").pdf
        signed = signing.provider().sign(
            draft, signer=SIGNER, at=SIGNED_AT, reason="arrest_petition", location="Алматы"
        )
    return Sample(draft, signed, SIGNER, SIGNED_AT)
