"""All addresses: pages under a language prefix, the API and static tools without one."""

from django.urls import path

urlpatterns: list[object] = []
_ = path
