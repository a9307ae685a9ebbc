"""The password printed on every training system opens nothing anywhere else."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

DEMO_PASSWORD = "demo-ecase-2026"  # noqa: S105  printed on the page of every training system


class NoDemoPassword:
    """Stands before the backend that checks passwords: what was a training system once still has its accounts."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None
    ) -> None:
        if password == DEMO_PASSWORD and not settings.ECASE_DEMO:
            raise PermissionDenied
