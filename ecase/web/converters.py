"""Parts of addresses: what does not look like a case number reaches no view."""

from django.urls import register_converter


class CaseNumber:
    """Fifteen digits."""

    regex = "[0-9]{15}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CaseNumber, "number")
