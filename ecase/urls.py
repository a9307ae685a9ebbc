"""All addresses: pages under a language prefix, the API and the health page without one."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from ecase.page_urls import pages, plain

urlpatterns = [
    *plain,
    path("api/v1/", include("ecase.api_urls")),
    *i18n_patterns(*pages, prefix_default_language=True),
]

handler400 = "ecase.web.errors.bad_request"
handler403 = "ecase.web.errors.forbidden"
handler404 = "ecase.web.errors.not_found"
handler500 = "ecase.web.errors.broken"
