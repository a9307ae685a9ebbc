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


class CodedShape(Shape):
    code = serializers.CharField()
    title = serializers.CharField()


class GroundShape(CodedShape):
    cite = serializers.CharField()


class NeededShape(GroundShape):
    room = serializers.BooleanField(help_text="it may be missing for a written reason")


class LawFieldShape(Shape):
    name = serializers.CharField()
    label = serializers.CharField()
    kind = serializers.CharField()
    required = serializers.BooleanField()
    cite = serializers.CharField(allow_blank=True)
    choices = CodedShape(many=True)


class KindTermShape(LimitShape):
    """A limit of the kind; `role`: petition_term, support_term, decision_term, grants or report_term."""

    role = serializers.CharField()
    role_title = serializers.CharField()


class ActTitleShape(Shape):
    code = serializers.CharField()
    ru = serializers.CharField()
    kk = serializers.CharField()


class KindActsShape(Shape):
    petition = ActTitleShape()
    granted = ActTitleShape(allow_null=True, help_text="null: the petition is the measure itself")
    refused = ActTitleShape(allow_null=True)


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
    supported = serializers.BooleanField(help_text="the prosecutor stands before the court")
    by_prosecutor = serializers.BooleanField(help_text="he decides, and no court is asked")
    alone = serializers.BooleanField(help_text="in force by the signature of its author")
    copy_to_prosecutor = serializers.BooleanField()
    deciders = serializers.ListField(child=serializers.CharField())
    about = serializers.CharField(help_text="suspect, person, object or either")
    group_title = serializers.CharField()
    terms = KindTermShape(many=True)
    grounds = GroundShape(many=True)
    grounds_least = serializers.IntegerField(help_text="so many have to be named")
    facts = LawFieldShape(many=True, help_text="what the request states")
    decides = LawFieldShape(many=True, help_text="what the decider fills beside the reasons")
    documents = NeededShape(many=True)
    ends = serializers.CharField(help_text="executed: one action; runs: a measure that lasts")
    extends = serializers.ListField(child=serializers.CharField())
    followed_by = serializers.ListField(child=serializers.CharField())
    custody = serializers.BooleanField()
    opens = serializers.CharField(help_text="when the parties see it: support, decision, execution, never")
    compartment = serializers.CharField()
    lifted_by = serializers.ListField(child=serializers.CharField())
    lift_consent = serializers.ListField(child=serializers.CharField())
    copies = CodedShape(many=True)
    appeal = serializers.CharField(allow_blank=True, help_text="parties, prosecutor or empty")
    bulk = serializers.BooleanField(help_text="several may be decided by one list")
    since = serializers.DateField(allow_null=True)
    acts = KindActsShape()
    confidence_says = serializers.CharField(allow_blank=True)
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
