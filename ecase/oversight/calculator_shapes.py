"""What the calculators answer over the API, described for the schema. The doors are `calculator_api`."""

from rest_framework import serializers

from ecase.oversight.law_shapes import StepShape
from ecase.web.shapes import RefusalShape, Shape
from writ.shapes import ConditionShape


class ReadingShape(Shape):
    """Another answer the text allows; the safe one is the main answer."""

    code = serializers.CharField()
    says = serializers.CharField()
    limit_hours = serializers.IntegerField()
    clock_starts_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    cites = serializers.ListField(child=serializers.CharField())


class ClockShape(Shape):
    """Everything on the clock of a detention; null where the term does not exist or cannot be known yet."""

    clock_starts_at = serializers.DateTimeField()
    limit_hours = serializers.IntegerField()
    minor = serializers.BooleanField()
    offence_kind = serializers.CharField()
    protocol_due = serializers.DateTimeField()
    protocol_in_time = serializers.BooleanField(allow_null=True)
    prosecutor_notice_due = serializers.DateTimeField(allow_null=True)
    interrogation_due = serializers.DateTimeField(allow_null=True)
    petition_to_judge_due = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField()
    misd_to_prosecutor_due = serializers.DateTimeField(allow_null=True)
    misd_to_court_due = serializers.DateTimeField(allow_null=True)
    exception_holds = serializers.BooleanField(allow_null=True)
    readings = ReadingShape(many=True)
    warnings = StepShape(many=True)
    explanation = StepShape(many=True)
    cites = serializers.ListField(child=serializers.CharField())


class MeasureAnswerShape(Shape):
    """Whether one measure may be asked for; `may_be_sanctioned` whether the facts given meet what the law asks."""

    verdict = serializers.ChoiceField(choices=["allowed", "only_with_named_ground", "forbidden"])
    may_be_sanctioned = serializers.BooleanField()
    bars = RefusalShape(many=True)
    room = RefusalShape(many=True, help_text="those of `bars` that a written reason opens")
    needs_reason = serializers.BooleanField(help_text="may be sent, with a written reason only")
    because = StepShape(many=True)
    cites = serializers.ListField(child=serializers.CharField())


class WeighedShape(Shape):
    """A measure of 137(1) for this person and charge; `bars`: never, `room`: only with a written reason."""

    code = serializers.CharField()
    number = serializers.IntegerField(help_text="item of 137(1), from the mildest on")
    title = serializers.CharField()
    cite = serializers.CharField()
    by_court = serializers.BooleanField()
    open = serializers.BooleanField()
    needs_reason = serializers.BooleanField()
    bars = RefusalShape(many=True)
    room = RefusalShape(many=True)
    conditions = StepShape(many=True)


class FloorShape(Shape):
    """Limits of the amount of bail, in the monthly index and in tenge of the day."""

    mci = serializers.IntegerField(help_text="tenge")
    least_mci = serializers.IntegerField()
    most_mci = serializers.IntegerField(allow_null=True, help_text="null: the Code names none")
    lowest_mci = serializers.IntegerField(allow_null=True, help_text="for a listed person; null: no figure that day")
    least = serializers.IntegerField()
    most = serializers.IntegerField(allow_null=True)
    lowest = serializers.IntegerField(help_text="the least for this person")
    listed = serializers.ListField(child=serializers.CharField())
    confidence = serializers.CharField()
    cite = serializers.CharField()


SETTINGS = ["must", "may", "barred"]
SETTING_SAYS = "what the judge who sanctions custody does about bail: sets it, may set it, sets none (148(8),(9))"


class BailBesideShape(Shape):
    setting = serializers.ChoiceField(choices=SETTINGS, help_text=SETTING_SAYS)
    floor = FloorShape(allow_null=True, help_text="null: for a misdemeanour the Code names no amounts")


class ArrestShape(MeasureAnswerShape):
    """Custody itself, and beside it house arrest, every measure from the mildest on, and bail."""

    grounds_147_1 = serializers.ListField(child=serializers.IntegerField())
    conflicts = StepShape(many=True)
    gravity_alone = serializers.BooleanField(allow_null=True, help_text="null: not known for that day")
    explanation = StepShape(many=True)
    house_arrest = MeasureAnswerShape()
    measures = WeighedShape(many=True)
    bail = BailBesideShape()


class BailShape(Shape):
    """Whether bail is open, and this amount right; its limits in tenge of the day."""

    open = serializers.BooleanField()
    refusal = RefusalShape(allow_null=True)
    room = RefusalShape(allow_null=True, help_text="what a written reason overcomes")
    setting = serializers.ChoiceField(choices=SETTINGS, help_text=SETTING_SAYS)
    floor = FloorShape(allow_null=True, help_text="null: for a misdemeanour the Code names no amounts")
    explanation = StepShape(many=True)
    cites = serializers.ListField(child=serializers.CharField())


class PostShape(Shape):
    """A prosecutor whose hand the petition needs, in this order."""

    level = serializers.ChoiceField(choices=["district", "oblast", "prosecutor_general"])
    deputies = serializers.BooleanField(help_text="a deputy may too")
    does = serializers.ChoiceField(choices=["agrees", "approves"])


class RiseShape(Shape):
    """A step of the ladder for this custody."""

    number = serializers.IntegerField()
    months = serializers.IntegerField(help_text="in all")
    asked_by = serializers.CharField()
    agreed_with = serializers.CharField()
    posts = PostShape(many=True)
    to_prosecutor_by = serializers.DateField(allow_null=True, help_text="the latest day")
    to_court_by = serializers.DateField(allow_null=True, help_text="the latest day")
    prosecutor_days = serializers.IntegerField()
    court_days = serializers.IntegerField()
    gravest_only = serializers.BooleanField()
    open = serializers.BooleanField(help_text="for this person and charge")
    chosen = serializers.BooleanField()
    cite = serializers.CharField()


class CustodyShape(Shape):
    """What is asked for a running custody. Too late is no bar; the days are counted and told."""

    asked = serializers.CharField(help_text="extension, full, reading, study or returned")
    open = serializers.BooleanField(help_text="nothing bars it")
    step = serializers.IntegerField(allow_null=True, help_text="of the ladder; null beside it")
    months = serializers.IntegerField(allow_null=True, help_text="the most of the step; null: the judge sets it")
    asked_by = serializers.CharField(allow_blank=True)
    agreed_with = serializers.CharField(allow_blank=True)
    posts = PostShape(many=True)
    until = serializers.DateField(allow_null=True, help_text="the last day it would bring; null: the judge sets it")
    to_prosecutor_by = serializers.DateField(allow_null=True)
    to_court_by = serializers.DateField(allow_null=True)
    prosecutor_days = serializers.IntegerField(allow_null=True)
    court_days = serializers.IntegerField(allow_null=True)
    late_to_prosecutor = serializers.IntegerField(help_text="whole days, 0 in time")
    late_to_court = serializers.IntegerField(help_text="whole days, 0 in time")
    late = serializers.BooleanField()
    bars = RefusalShape(many=True)
    warnings = StepShape(many=True)
    note = serializers.CharField(allow_blank=True)
    gravest = serializers.BooleanField(help_text="151(3): the ceiling is eighteen months")
    minor = serializers.BooleanField()
    ceiling_months = serializers.IntegerField()
    ceiling_day = serializers.DateField()
    ladder = RiseShape(many=True)
    explanation = StepShape(many=True)
    cites = serializers.ListField(child=serializers.CharField())


class RungShape(Shape):
    """A step of a ladder of extension; `months` in all, null up to the limitation period."""

    kind = serializers.ChoiceField(choices=["investigation", "custody"])
    number = serializers.IntegerField()
    level = serializers.ChoiceField(choices=["district", "oblast", "prosecutor_general"])
    months = serializers.IntegerField(allow_null=True)
    asked_by = serializers.CharField()
    agreed_with = serializers.CharField(allow_blank=True)
    decided_by = serializers.CharField()
    to_prosecutor_by = serializers.DateField(help_text="the latest day to hand it to the prosecutor")
    to_court_by = serializers.DateField(allow_null=True, help_text="the latest day to hand it to the court")
    prosecutor_days = serializers.IntegerField(allow_null=True)
    court_days = serializers.IntegerField(allow_null=True)
    only_for = serializers.CharField(allow_blank=True)
    chosen = serializers.BooleanField(help_text="the step that extension_to needs")
    cite = serializers.CharField()


class TermReadingShape(Shape):
    """Another answer the text allows; last_day is null for a term in hours."""

    code = serializers.CharField(help_text="fresh_term, same_date or full_hour")
    says = serializers.CharField()
    last_day = serializers.DateField(allow_null=True)
    expires_at = serializers.DateTimeField()
    cites = serializers.ListField(child=serializers.CharField())


class TermAnswerShape(Shape):
    """When a term ends. `last_day` is null for a term in hours; `last_day` and `expires_at` are null while an
    interrupted term stands still, `days_left` then says what was left of it."""

    rule = serializers.CharField()
    title = serializers.CharField()
    starts_at = serializers.DateTimeField()
    amount = serializers.IntegerField()
    unit = serializers.CharField(help_text="h, d or mo")
    edition = serializers.CharField()
    confidence = serializers.CharField()
    last_day = serializers.DateField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    rolls = serializers.BooleanField(help_text="terms of this kind move off a non-working last day")
    rolled = serializers.BooleanField(help_text="this one did")
    standing_still = serializers.BooleanField()
    days_left = serializers.IntegerField(allow_null=True)
    decided_by = serializers.CharField(allow_blank=True, help_text="who decides on the extension asked about")
    level = serializers.CharField(allow_blank=True, help_text="district, oblast or prosecutor_general")
    submit_by = serializers.DateField(allow_null=True, help_text="the latest day to hand the extension in")
    to_prosecutor_by = serializers.DateField(allow_null=True)
    to_court_by = serializers.DateField(allow_null=True)
    ladder = RungShape(many=True)
    readings = TermReadingShape(many=True)
    explanation = StepShape(many=True)
    cites = serializers.ListField(child=serializers.CharField())


class FineShape(Shape):
    """Limits of a fine by writ for one charge, at the index of the day of the ruling."""

    charge = serializers.CharField()
    mci = serializers.IntegerField(help_text="tenge")
    least_mci = serializers.IntegerField()
    most_mci = serializers.IntegerField()
    least = serializers.IntegerField(help_text="tenge")
    most = serializers.IntegerField(help_text="tenge")
    cite = serializers.CharField()
    confidence = serializers.CharField(help_text="V: the text was read, M: memory")


class WritShape(Shape):
    """Whether the case may go by writ; `because`: what decides, `conditions`: all of them in the order of the law."""

    verdict = serializers.ChoiceField(choices=["eligible", "needs", "not_eligible"])
    because = StepShape(many=True)
    conditions = ConditionShape(many=True)
    reminders = StepShape(many=True)
    fines = FineShape(many=True, help_text="for charges by which a writ is possible at all")
    cites = serializers.ListField(child=serializers.CharField())
