"""What the doors of the law answer, described for the schema. The doors are `law_api`."""

from rest_framework import serializers

from ecase.web.shapes import RefusalShape, Shape


class AmountShape(Shape):
    name = serializers.CharField()
    value = serializers.IntegerField()
    title = serializers.CharField()
    cite = serializers.CharField(allow_blank=True)


class EditionShape(Shape):
    """One wording of a limit; `since` included, `until` not, null where open as far as was seen."""

    code = serializers.CharField()
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    amount = serializers.IntegerField()
    amounts = AmountShape(many=True)
    cite = serializers.CharField()
    source = serializers.CharField(allow_blank=True)
    confidence = serializers.CharField()
    note = serializers.CharField(allow_blank=True)


class LimitShape(Shape):
    key = serializers.CharField()
    title = serializers.CharField()
    anchor = serializers.CharField(help_text="what it runs from")
    unit = serializers.CharField(help_text="h, d or mo")
    custody = serializers.BooleanField()
    rolls = serializers.BooleanField(help_text="moves off a non-working last day")
    pauses = serializers.BooleanField()
    backwards = serializers.BooleanField(help_text="counted back from the anchor")
    cite = serializers.CharField(help_text="of the latest edition")
    editions = EditionShape(many=True)


class LawMoveShape(Shape):
    """A move of the law: who may make it from which state, and by which article."""

    name = serializers.CharField()
    title = serializers.CharField()
    by = serializers.ListField(child=serializers.CharField())
    source = serializers.ListField(child=serializers.CharField())
    target = serializers.CharField(allow_blank=True)
    needs = serializers.ListField(child=serializers.CharField())
    starts = serializers.ListField(child=serializers.CharField())
    stops = serializers.ListField(child=serializers.CharField())
    cite = serializers.CharField()


class KindShape(Shape):
    code = serializers.CharField()
    title = serializers.CharField()
    cite = serializers.CharField()
    route = serializers.ListField(child=serializers.CharField())
    prosecutors = serializers.ListField(child=serializers.CharField())
    decider = serializers.CharField()
    decider_title = serializers.CharField()
    decision_term = serializers.CharField()
    grants = serializers.CharField()
    hearing = serializers.BooleanField(help_text="always held")
    hearing_when = serializers.CharField()
    group = serializers.CharField()
    asked_by = serializers.ListField(child=serializers.CharField())
    head_agrees = serializers.BooleanField(help_text="in an inquiry the head of the body agrees first")
    at_once = serializers.BooleanField()
    urgent = serializers.BooleanField(help_text="the action may come first, its legality is asked after")
    acted_first = serializers.BooleanField()
    grounds = serializers.ListField(child=serializers.DictField())
    note = serializers.CharField(allow_blank=True)
    confidence = serializers.CharField()
    source = serializers.CharField()
    moves = LawMoveShape(many=True)


class StepShape(Shape):
    says = serializers.CharField()
    cite = serializers.CharField(allow_blank=True)


class CardLineShape(Shape):
    """One line of the card: the answer first, then why; `mark` is yes, maybe, no or empty."""

    code = serializers.CharField()
    title = serializers.CharField()
    mark = serializers.CharField(allow_blank=True)
    says = StepShape(many=True)


class CardShape(Shape):
    """What follows from the article alone; where it hangs on the facts of a case, every possibility is told."""

    form = serializers.CharField(help_text="preliminary, inquiry, protocol, private or unknown")
    bodies = serializers.ListField(child=serializers.CharField(), help_text="of several, the one that began")
    custody = serializers.CharField(help_text="allowed, only_with_named_ground or forbidden")
    writ = serializers.CharField(help_text="possible, citizens_only, barred or unknown")
    complaint = serializers.CharField(allow_blank=True, help_text="private, private_public or empty")
    lines = CardLineShape(many=True)


class QualificationShape(Shape):
    """A part of an article of the Criminal Code, in one edition."""

    code = serializers.CharField(help_text="like 188/3")
    cite = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.CharField()
    gravity = serializers.CharField()
    intent = serializers.CharField()
    max_imprisonment_months = serializers.IntegerField(allow_null=True)
    life = serializers.BooleanField()
    economic = serializers.BooleanField()
    min_age = serializers.IntegerField()
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    successor = serializers.CharField(allow_blank=True)
    confidence = serializers.CharField()
    source = serializers.CharField()
    card = CardShape(allow_null=True, help_text="null where nobody can be charged under it on that day")
    refusal = RefusalShape(allow_null=True, help_text="why not on that day")


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


class ArrestShape(Shape):
    """Whether custody may be asked for; `may_be_sanctioned` whether the facts given meet what the law asks."""

    verdict = serializers.ChoiceField(choices=["allowed", "only_with_named_ground", "forbidden"])
    grounds_147_1 = serializers.ListField(child=serializers.IntegerField())
    may_be_sanctioned = serializers.BooleanField()
    bars = RefusalShape(many=True)
    room = RefusalShape(many=True, help_text="those of `bars` that a written reason opens")
    needs_reason = serializers.BooleanField(help_text="may be sent, with a written reason only")
    conflicts = StepShape(many=True)
    because = StepShape(many=True)
    gravity_alone = serializers.BooleanField(allow_null=True, help_text="null: not known for that day")
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
