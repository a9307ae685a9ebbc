"""Addresses of the pages. `pages` stand under /kk/ /ru/ /en/, `plain` under no language."""

from django.urls import URLPattern, URLResolver

pages: list[URLPattern | URLResolver] = []
plain: list[URLPattern | URLResolver] = []
