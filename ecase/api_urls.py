"""Addresses of the API, /api/v1/."""

from django.urls import URLPattern, URLResolver, path, re_path

import ecase.web.converters  # noqa: F401  the "number" of addresses
from cases.api import urlpatterns as cases
from cases.reports.api import urlpatterns as reports
from cases.ruling_api import urlpatterns as rulings
from detention.api import urlpatterns as detention
from ecase.oversight.api import urlpatterns as across
from ecase.oversight.calculator_api import urlpatterns as calculators
from ecase.oversight.inbox_api import urlpatterns as inbox
from ecase.oversight.law_api import urlpatterns as law
from ecase.people.api import urlpatterns as people
from ecase.web.openapi import Docs, Schema, nowhere
from sanctions.api import urlpatterns as sanctions
from sanctions.appeals.api import urlpatterns as appeals
from sanctions.covert.api import urlpatterns as covert
from writ.api import urlpatterns as writ

urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", Schema.as_view(), name="api-schema"),
    path("docs/", Docs.as_view(), name="api-docs"),
    *law,
    *calculators,
    *people,
    *inbox,
    *cases,
    *reports,
    *rulings,
    *detention,
    *sanctions,
    *appeals,
    *covert,
    *writ,
    *across,
    re_path("", nowhere),
]
