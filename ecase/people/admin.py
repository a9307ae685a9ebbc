"""The administrator's pages for regions, offices, users and appointments. No case and nothing of the record is here.

Whatever is saved goes through the actions; nothing is ever deleted: a post is ended, a person or an
office is made inactive. `Kept` is the base of every page of reference data (`cases.admin` uses it too).
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.admin import GroupAdmin  # noqa: F401  registers Group, so that it can be taken off below
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ecase.law.identity import parse_bin, parse_iin
from ecase.law.words import N_, Refusal, Refused
from ecase.people.actions import (
    add_user,
    appoint,
    end_appointment,
    end_posts_of_closed_accounts,
    new_password,
    posts_held,
    why_not_appoint,
    why_not_end,
)
from ecase.people.models import Appointment, Office, Region, User, in_language
from ecase.web import now
from ecase.web.says import say

admin.site.site_header = _("ecase: reference data")
admin.site.site_title = _("ecase")
admin.site.index_title = _("Offices, people, tables of the law")
admin.site.enable_nav_sidebar = True
# Roles in the record are appointments; Django's groups would be a second, silent way to rights.
admin.site.unregister(Group)


LANGUAGES = {"kk": _("in Kazakh"), "ru": _("in Russian"), "en": _("in English")}
STEMS = {"name": _("name"), "title": _("title"), "capital": _("centre of the region")}


def label_of(name: str) -> str | None:
    """The label of a column that stands in three languages (`name_kk`); None for any other."""
    stem, _sign, language = name.rpartition("_")
    return f"{STEMS[stem]} {LANGUAGES[language]}" if stem in STEMS and language in LANGUAGES else None


class Kept(admin.ModelAdmin):
    """Reference data: added and corrected, never deleted, and the row of the history says what was changed."""

    list_per_page = 50
    save_on_top = False
    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        label = label_of(db_field.name)
        return super().formfield_for_dbfield(db_field, request, **({"label": label} if label else {}), **kwargs)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        found = super().get_actions(request)
        found.pop("delete_selected", None)
        return found


def in_form(refusal: Refusal | None, fields: Any) -> None:
    """Raise the refusal as the form's own error, at its field when the form shows it."""
    if refusal is None:
        return
    words = say(refusal.says, refusal.params)
    raise ValidationError({refusal.field: words} if refusal.field in fields else words)


def refused(form: Any, refusal: Refusal) -> None:
    """An action refused after the form was valid: somebody else was quicker."""
    raise PermissionDenied(say(refusal.says, refusal.params))


@admin.register(Region)
class RegionAdmin(Kept):
    list_display = ("code", "__str__", "capital")
    search_fields = ("code", "name_ru", "name_kk", "name_en")

    @admin.display(description=STEMS["capital"])
    def capital(self, region: Region) -> str:
        return in_language(region, "capital")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("code", "number") if obj else ()


class OfficeForm(forms.ModelForm):
    """An office; its links lead to offices of the right kind only."""

    class Meta:
        model = Office
        fields = (
            "code", "kind", "name_kk", "name_ru", "name_en", "region", "register_code", "bin", "supervised_by",
            "court", "trial_court", "facility", "active",
        )  # fmt: skip

    def clean_bin(self) -> str:
        text: str = self.cleaned_data["bin"].strip()
        if text:
            try:
                text = parse_bin(text).text
            except ValueError as wrong:
                raise ValidationError(str(wrong)) from wrong
        return text

    def clean_register_code(self) -> str:
        code: str = self.cleaned_data["register_code"].strip()
        if code and not (code.isascii() and code.isdigit() and len(code) == 5):
            raise ValidationError(_("The register code has five digits."))
        if code and Office.objects.filter(register_code=code).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another office registers cases under this code."))
        return code


@admin.register(Office)
class OfficeAdmin(Kept):
    form = OfficeForm
    list_display = ("code", "__str__", "kind", "region", "register_code", "active")
    list_filter = ("kind", "active", "region")
    search_fields = ("code", "name_ru", "name_kk", "name_en", "register_code")
    list_select_related = ("region",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # Case numbers and signed acts carry these two.
        return ("code", "register_code") if obj else ()


class UserForm(forms.ModelForm):
    """A person; who may do what is said by appointments, a password by its own page.

    Closing an account ends every post of the person for good, so it has to be said twice.
    """

    posts_end = forms.BooleanField(
        label=_("End every post of this person"),
        required=False,
        help_text=_("Needed only to close the account of somebody who holds a post."),
    )

    class Meta:
        model = User
        fields = ("username", "last_name", "first_name", "patronymic", "iin", "language", "is_active")

    def clean_iin(self) -> str | None:
        text = (self.cleaned_data["iin"] or "").strip()
        if not text:
            return None
        try:
            return parse_iin(text).text
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from wrong

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.instance.pk is not None and "is_active" in self.changed_data and not given.get("is_active"):
            held = posts_held(at=now(), user=self.instance).count()
            if held and not given.get("posts_end"):
                words = _(
                    "This person holds posts: %(number)d. They end with the account at once, the cases go to others "
                    "and every defence ends; opening the account again brings nothing back. Tick here if it is meant."
                )
                self.add_error("posts_end", ValidationError(words, params={"number": held}))
        return given


@admin.register(User)
class UserAdmin(Kept):
    form = UserForm
    list_display = ("username", "last_name", "first_name", "patronymic", "language", "is_active", "is_superuser")
    list_filter = ("is_active", "is_superuser", "language")
    search_fields = ("username", "last_name", "first_name", "iin")
    ordering = ("username",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        known = ("username", "last_name", "first_name", "patronymic", "iin", "language")
        if obj is None:
            return ((None, {"fields": known}),)
        return (
            (None, {"fields": (*known, "is_active", "posts_end")}),
            (_("Signing in"), {"fields": ("one_time_password", "is_superuser", "last_login", "date_joined")}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # Administrators are made on the machine (createsuperuser), never here by one another.
        return ("username", "one_time_password", "is_superuser", "last_login", "date_joined") if obj else ()

    @admin.display(description=_("password"))
    def one_time_password(self, user: User) -> str:
        has = _("set") if user.has_usable_password() else _("not set")
        url = reverse("admin:people_user_password", args=[user.pk])
        return format_html('{} · <a href="{}">{}</a>', has, url, _("Give a new one"))

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if change:
            obj.save(update_fields=[name for name in form.changed_data if name != "posts_end"] or None)
            if "is_active" in form.changed_data:
                self.opened(request) if obj.is_active else self.closed(request, obj)
            return
        try:
            made = add_user(
                username=obj.username,
                last_name=obj.last_name,
                first_name=obj.first_name,
                patronymic=obj.patronymic,
                iin=obj.iin,
                language=obj.language,
            )
        except Refused as no:
            refused(form, no.refusal)
        obj.pk, obj._state.adding = made.pk, False

    def closed(self, request: HttpRequest, user: User) -> None:
        """The posts end in the request of whoever closed the account, so the history of each names him."""
        ended = end_posts_of_closed_accounts(at=now(), user=user)
        for post in ended:
            self.log_change(request, post, str(_("The account of the holder was closed.")))
        if ended:
            self.message_user(request, _("Appointments ended: %(number)d") % {"number": len(ended)}, messages.WARNING)

    def opened(self, request: HttpRequest) -> None:
        words = _("The posts that ended when the account was closed do not come back: appoint the person anew.")
        self.message_user(request, words, messages.WARNING)

    def get_urls(self) -> list[URLPattern]:
        own = path("<int:user_id>/password/", self.admin_site.admin_view(self.password), name="people_user_password")
        return [own, *super().get_urls()]

    def password(self, request: HttpRequest, user_id: int) -> HttpResponse:
        """Give a password made by chance: shown on this answer once, kept only as a hash."""
        user = User.objects.filter(pk=user_id).first()
        if user is None:
            raise Http404
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        text = ""
        if request.method == "POST":
            text = new_password(user=user, at=now())
            self.log_change(request, user, [{"changed": {"fields": ["password"]}}])
            if user.pk == request.user.pk:
                update_session_auth_hash(request, user)
        context = {
            **self.admin_site.each_context(request),
            "title": _("A new password"),
            "opts": self.opts,
            "original": user,
            "password": text,
        }
        return TemplateResponse(request, "admin/people/user/password.html", context)  # admin_view forbids caching


UNTIL_NEEDED = Refusal("until_needed", N_("Say when the appointment ends."), field="until")


class AppointmentForm(forms.ModelForm):
    """A post to be given; of one that is held only the end can be set."""

    class Meta:
        model = Appointment
        fields = ("user", "role", "office", "since", "until", "acting_for")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        if self.instance.pk is None:
            refusal = why_not_appoint(
                user=given["user"],
                role=given["role"],
                office=given["office"],
                since=given["since"],
                until=given.get("until"),
                acting_for=given.get("acting_for"),
            )
            in_form(refusal, self.fields)
        elif given.get("until") is None:
            in_form(UNTIL_NEEDED, self.fields)
        else:
            held = Appointment.objects.get(pk=self.instance.pk)
            in_form(why_not_end(held, given["until"], now()), self.fields)
        return given


@admin.register(Appointment)
class AppointmentAdmin(Kept):
    form = AppointmentForm
    list_display = ("who", "role", "office", "since", "until")
    list_filter = ("role", "office__kind", "office__region")
    search_fields = ("user__username", "user__last_name", "office__name_ru", "office__code")
    list_select_related = ("user", "office")
    autocomplete_fields = ("user", "office", "acting_for")
    ordering = ("-since", "-id")
    actions = ("end_now",)

    @admin.display(description=User._meta.verbose_name, ordering="user__last_name")
    def who(self, appointment: Appointment) -> str:
        return f"{appointment.user.get_full_name()} ({appointment.user.username})"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        held = ("user", "role", "office", "since", "acting_for")
        ended = obj.until is not None and obj.until <= now()
        return (*held, "until") if ended else held

    @admin.action(description=_("End the chosen appointments now"))
    def end_now(self, request: HttpRequest, queryset: QuerySet[Appointment]) -> None:
        at, ended = now(), 0
        for appointment in queryset:
            try:
                end_appointment(appointment=appointment, at=at)
            except Refused as no:
                self.message_user(
                    request, f"{appointment}: {say(no.refusal.says, no.refusal.params)}", messages.WARNING
                )
                continue
            self.log_change(request, appointment, [{"changed": {"fields": ["until"]}}])
            ended += 1
        if ended:
            self.message_user(request, _("Appointments ended: %(number)d") % {"number": ended})

    def save_model(self, request: HttpRequest, obj: Appointment, form: Any, change: bool) -> None:
        try:
            if change:
                if "until" in form.changed_data:
                    end_appointment(appointment=obj, at=now(), until=obj.until)
                return
            made = appoint(
                user=obj.user,
                role=obj.role,
                office=obj.office,
                since=obj.since,
                until=obj.until,
                acting_for=obj.acting_for,
            )
        except Refused as no:
            refused(form, no.refusal)
        obj.pk, obj._state.adding = made.pk, False
