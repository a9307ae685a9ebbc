"""The schema of the API, its pages, and the answer to an address that is none.

Swagger UI comes from the sidecar package, so nothing leaves the origin; it writes styles into its page, which is
allowed on that one page and nowhere else.
"""

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from ecase.web import problems


class Schema(SpectacularAPIView):
    """OpenAPI 3: JSON unless YAML is asked for."""

    renderer_classes = [OpenApiJsonRenderer, OpenApiJsonRenderer2, OpenApiYamlRenderer, OpenApiYamlRenderer2]


@method_decorator(csp_update({"style-src": [UNSAFE_INLINE]}), name="dispatch")
class Docs(SpectacularSwaggerSplitView):
    """The pages of the schema."""

    url_name = "api-schema"


@csrf_exempt
@login_not_required
def nowhere(request: HttpRequest) -> HttpResponse:
    """What no door answers. A forgotten last slash is added for a reader, and told to whoever sends something."""
    if not request.path.endswith("/"):
        try:
            known = resolve(f"{request.path_info}/").func is not nowhere
        except Resolver404:
            known = False
        if known and request.method in {"GET", "HEAD"}:
            query = request.META.get("QUERY_STRING", "")
            return HttpResponseRedirect(f"{request.path}/{'?' + query if query else ''}")
        if known:
            return problems.answer(404, _("Not found"), _("Every address of the API ends with a slash."))
    return problems.nothing_here()
