"""From which address somebody knocks, for counting wrong passwords. Behind our proxies it is what they say."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str | None:
    """The address that the outermost of our own proxies saw; without proxies the caller's own.

    What stands further left in X-Forwarded-For was written by the caller and counts for nothing. Without this,
    all callers behind a proxy would share one address, and anybody could shut out anybody.
    """
    direct: str | None = request.META.get("REMOTE_ADDR") or None
    proxies = settings.AXES_IPWARE_PROXY_COUNT
    told = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    if not proxies or not told:
        return direct
    try:
        return str(ip_address(told[-min(proxies, len(told))]))
    except ValueError:
        return direct
