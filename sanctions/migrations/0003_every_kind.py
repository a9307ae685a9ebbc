"""The tables of every kind of sanction: hearings, manifests, copies, appeals, covert notices, distribution."""

import django.db.models.deletion
from django.db import migrations, models

import ecase.web.ids


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0012_every_kind"),
        ("detention", "0003_certificate"),
        ("people", "0003_posts_entered_and_left"),
        ("sanctions", "0002_record"),
    ]

    operations = [
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="cases.matter",
                    ),
                ),
                ("status", models.CharField(max_length=16)),
                ("side", models.CharField(max_length=12)),
                ("text", models.TextField()),
                ("asks", models.CharField(blank=True, max_length=30)),
                (
                    "late_reason",
                    models.TextField(blank=True, help_text="why the term was missed; restored for him alone (50)"),
                ),
                ("filed_at", models.DateTimeField()),
                ("received_at", models.DateTimeField(help_text="with the oblast court", null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=20)),
                ("reasons", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "verbose_name": "appeal",
                "verbose_name_plural": "appeals",
            },
        ),
        migrations.CreateModel(
            name="Argument",
            fields=[
                (
                    "id",
                    models.UUIDField(default=ecase.web.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("defence", "defence"), ("prosecution", "prosecution"), ("victim", "victim")],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("text", models.TextField()),
            ],
            options={
                "verbose_name": "argument",
                "verbose_name_plural": "arguments",
            },
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                (
                    "id",
                    models.UUIDField(default=ecase.web.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("to_whom", models.CharField(max_length=30)),
                ("name", models.CharField(max_length=300)),
                ("due_at", models.DateTimeField(null=True)),
                ("means", models.CharField(blank=True, max_length=20)),
                ("served_at", models.DateTimeField(null=True)),
                ("proof", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "verbose_name": "copy",
                "verbose_name_plural": "copies",
            },
        ),
        migrations.CreateModel(
            name="CovertNotice",
            fields=[
                (
                    "id",
                    models.UUIDField(default=ecase.web.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=300)),
                ("iin_hash", models.CharField(blank=True, max_length=64)),
                ("address", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "to be sent"),
                            ("waived", "waived by the judge"),
                            ("sent", "sent"),
                            ("delivered", "delivered"),
                            ("read", "read by the person"),
                        ],
                        default="due",
                        max_length=12,
                    ),
                ),
                ("since", models.DateTimeField(help_text="the final decision in the case")),
                ("due_on", models.DateField()),
                ("extended_until", models.DateField(null=True)),
                ("check_hash", models.CharField(blank=True, max_length=64)),
                ("sent_at", models.DateTimeField(null=True)),
                ("means", models.CharField(blank=True, max_length=20)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("proof", models.CharField(blank=True, max_length=300)),
                ("read_at", models.DateTimeField(null=True)),
                ("complain_until", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "verbose_name": "notice of a covert action",
                "verbose_name_plural": "notices of covert actions",
            },
        ),
        migrations.CreateModel(
            name="Destruction",
            fields=[
                (
                    "id",
                    models.UUIDField(default=ecase.web.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("what", models.TextField()),
                ("told_at", models.DateTimeField()),
                ("planned_on", models.DateField()),
                ("objected_at", models.DateTimeField(null=True)),
                ("objection", models.TextField(blank=True)),
                ("destroyed_at", models.DateTimeField(null=True)),
                ("commission", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "destruction of results",
                "verbose_name_plural": "destructions of results",
            },
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                (
                    "id",
                    models.UUIDField(default=ecase.web.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("candidates", models.JSONField(help_text="ids of posts and their load at the moment")),
                (
                    "excluded",
                    models.JSONField(default=list, help_text="ids of posts, each with the code of the reason"),
                ),
                ("chance", models.CharField(help_text="the random number that decided, hexadecimal", max_length=64)),
                ("cause", models.CharField(default="arrived", max_length=30)),
            ],
            options={
                "verbose_name": "distribution",
                "verbose_name_plural": "distributions",
            },
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                (
                    "id",
                    models.UUIDField(default=ecase.web.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("starts_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=300)),
                ("video_link", models.CharField(blank=True, max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("appointed", "appointed"),
                            ("held", "held"),
                            ("adjourned", "adjourned"),
                            ("called_off", "called off"),
                        ],
                        default="appointed",
                        max_length=12,
                    ),
                ),
                ("appointed_at", models.DateTimeField()),
                ("held_from", models.DateTimeField(null=True)),
                ("held_until", models.DateTimeField(null=True)),
                ("secretary", models.CharField(blank=True, max_length=200)),
                ("suspect_part", models.CharField(blank=True, max_length=12)),
                (
                    "present",
                    models.JSONField(default=list, help_text="who took part: name, as what, in the room or by video"),
                ),
                ("minutes", models.TextField(blank=True, help_text="the minutes as they are being written")),
                ("adjourned_why", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "verbose_name": "hearing",
                "verbose_name_plural": "hearings",
            },
        ),
        migrations.CreateModel(
            name="HearingNotice",
            fields=[
                (
                    "id",
                    models.UUIDField(default=ecase.web.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "to_whom",
                    models.CharField(help_text="suspect, defender, prosecutor, investigator, victim, …", max_length=30),
                ),
                ("name", models.CharField(max_length=300)),
                ("means", models.CharField(blank=True, max_length=20)),
                ("told_at", models.DateTimeField(null=True)),
                ("proof", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "verbose_name": "notice of a hearing",
                "verbose_name_plural": "notices of hearings",
            },
        ),
        migrations.CreateModel(
            name="Manifest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=ecase.web.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("move", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("total", models.PositiveIntegerField()),
                ("seen", models.PositiveIntegerField()),
                ("opened", models.PositiveIntegerField(default=0)),
                ("items", models.JSONField()),
                ("withheld", models.JSONField(default=list)),
                ("digest", models.CharField(max_length=64)),
                ("surfaced_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "manifest",
                "verbose_name_plural": "manifests",
            },
        ),
        migrations.CreateModel(
            name="NoticeOpened",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("check_hash", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("entered_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PageMark",
            fields=[
                (
                    "id",
                    models.UUIDField(default=ecase.web.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("page", models.PositiveIntegerField()),
                ("top", models.PositiveSmallIntegerField(default=0, help_text="share of the page's height, per mille")),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(help_text="version of the request it was made on")),
                (
                    "sent",
                    models.BooleanField(
                        default=False, help_text="handed back with the request; before that its author's own"
                    ),
                ),
                ("dropped_at", models.DateTimeField(null=True)),
                ("mended_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "mark on a page",
                "verbose_name_plural": "marks on pages",
            },
        ),
        migrations.CreateModel(
            name="SavedReason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("decision", models.CharField(max_length=30)),
                ("title", models.CharField(max_length=120)),
                ("text", models.TextField()),
                ("used", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "kept reason",
                "verbose_name_plural": "kept reasons",
            },
        ),
        migrations.CreateModel(
            name="Slip",
            fields=[
                (
                    "id",
                    models.UUIDField(default=ecase.web.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("before", models.TextField()),
                ("after", models.TextField()),
                ("reasons", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "corrected slip",
                "verbose_name_plural": "corrected slips",
            },
        ),
        migrations.CreateModel(
            name="Substitution",
            fields=[
                (
                    "id",
                    models.UUIDField(default=ecase.web.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("reason", models.CharField(max_length=300)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "substitution",
                "verbose_name_plural": "substitutions",
            },
        ),
        migrations.RemoveConstraint(
            model_name="sanction",
            name="sanction_granted_has_decider",
        ),
        migrations.RemoveConstraint(
            model_name="sanction",
            name="sanction_status_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="sanction",
            name="one_open_sanction_per_kind_and_person",
        ),
        migrations.AddField(
            model_name="sanction",
            name="acted_from",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="sanction",
            name="acted_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="sanction",
            name="announced_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="sanction",
            name="by_author",
            field=models.BooleanField(default=False, help_text="a measure in force by its author's signature"),
        ),
        migrations.AddField(
            model_name="sanction",
            name="decided",
            field=models.JSONField(default=dict, help_text="what the decider filled besides the reasons"),
        ),
        migrations.AddField(
            model_name="sanction",
            name="end_ground",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="sanction",
            name="end_reasons",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="sanction",
            name="ended_at",
            field=models.DateTimeField(help_text="lifted, changed or run out", null=True),
        ),
        migrations.AddField(
            model_name="sanction",
            name="ended_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="sanction",
            name="executed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="sanction",
            name="executed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="sanction",
            name="execution",
            field=models.TextField(blank=True, help_text="the report on the execution"),
        ),
        migrations.AddField(
            model_name="sanction",
            name="extends",
            field=models.ForeignKey(
                help_text="the granted sanction it prolongs or concerns",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="sanctions.sanction",
            ),
        ),
        migrations.AddField(
            model_name="sanction",
            name="facts",
            field=models.JSONField(default=dict, help_text="the facts of its kind, plain values"),
        ),
        migrations.AddField(
            model_name="sanction",
            name="head",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="sanction",
            name="head_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="sanction",
            name="head_reasons",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="sanction",
            name="in_part",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="sanction",
            name="object",
            field=models.TextField(blank=True, help_text="the place, thing, property or account it is about"),
        ),
        migrations.AddField(
            model_name="sanction",
            name="single",
            field=models.BooleanField(default=False, help_text="one request of this kind on a person at a time"),
        ),
        migrations.AddField(
            model_name="sanction",
            name="urgent",
            field=models.BooleanField(default=False, help_text="the action came first"),
        ),
        migrations.AddField(
            model_name="sanction",
            name="why",
            field=models.JSONField(
                default=dict, help_text="written reason for each check that was not met, by its code"
            ),
        ),
        migrations.AlterField(
            model_name="sanction",
            name="grounds",
            field=models.TextField(help_text="the reasons in the asker's words"),
        ),
        migrations.AlterField(
            model_name="sanction",
            name="stated",
            field=models.JSONField(default=list, help_text="codes of the grounds that are named"),
        ),
        migrations.AddIndex(
            model_name="sanction",
            index=models.Index(fields=["case", "kind", "status"], name="sanction_by_case"),
        ),
        migrations.AddIndex(
            model_name="sanction",
            index=models.Index(
                condition=models.Q(("extends__isnull", False)), fields=["extends"], name="sanction_by_extended"
            ),
        ),
        migrations.AddIndex(
            model_name="sanction",
            index=models.Index(fields=["prosecutor", "prosecutor_at"], name="sanction_by_prosecutor"),
        ),
        migrations.AddIndex(
            model_name="sanction",
            index=models.Index(fields=["decided_by", "decided_at"], name="sanction_by_decider"),
        ),
        # A request on a person stays the only one of its kind: those asked for before knew the arrest alone.
        migrations.RunSQL("UPDATE sanctions_sanction SET single = true", migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="sanction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["granted", "refused", "executed", "lifted", "expired"]), _negated=True),
                    models.Q(
                        ("decided_at__isnull", False),
                        models.Q(("decided_by__isnull", False), ("by_author", True), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="sanction_granted_has_decider",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "draft",
                            "before_head",
                            "before_prosecutor",
                            "returned",
                            "refused_by_prosecutor",
                            "before_court",
                            "granted",
                            "refused",
                            "withdrawn",
                            "executed",
                            "lifted",
                            "expired",
                        ],
                    )
                ),
                name="sanction_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanction",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("single", True),
                    ("status__in", ["draft", "before_head", "before_prosecutor", "returned", "before_court"]),
                ),
                fields=("kind", "participant"),
                name="one_open_sanction_per_kind_and_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    ("head__isnull", True),
                    models.Q(("decided_by", models.F("head")), _negated=True),
                    _connector="OR",
                ),
                name="decider_has_not_agreed_before",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("acted_from__isnull", True),
                    ("acted_until__isnull", True),
                    ("acted_until__gte", models.F("acted_from")),
                    _connector="OR",
                ),
                name="action_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "executed"), _negated=True), ("executed_at__isnull", False), _connector="OR"
                ),
                name="executed_sanction_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["lifted", "expired"]), _negated=True),
                    ("ended_at__isnull", False),
                    _connector="OR",
                ),
                name="ended_sanction_has_its_moment",
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
        ),
        migrations.AddField(
            model_name="appeal",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="filed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="sanction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sanctions.sanction"
            ),
        ),
        migrations.AddField(
            model_name="argument",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="argument",
            name="material",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.material"
            ),
        ),
        migrations.AddField(
            model_name="argument",
            name="sanction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sanctions.sanction"
            ),
        ),
        migrations.AddField(
            model_name="copy",
            name="appointment",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="copy",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="copy",
            name="material",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.material"),
        ),
        migrations.AddField(
            model_name="copy",
            name="participant",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.participant"
            ),
        ),
        migrations.AddField(
            model_name="copy",
            name="sanction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sanctions.sanction"
            ),
        ),
        migrations.AddField(
            model_name="covertnotice",
            name="letter",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.material"
            ),
        ),
        migrations.AddField(
            model_name="covertnotice",
            name="participant",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.participant"
            ),
        ),
        migrations.AddField(
            model_name="covertnotice",
            name="sanction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sanctions.sanction"
            ),
        ),
        migrations.AddField(
            model_name="covertnotice",
            name="sent_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="covertnotice",
            name="waived_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sanctions.sanction"
            ),
        ),
        migrations.AddField(
            model_name="destruction",
            name="act",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.material"
            ),
        ),
        migrations.AddField(
            model_name="destruction",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="destruction",
            name="objected_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="destruction",
            name="sanction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sanctions.sanction"
            ),
        ),
        migrations.AddField(
            model_name="draw",
            name="court",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.office"),
        ),
        migrations.AddField(
            model_name="draw",
            name="judge",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="draw",
            name="sanction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sanctions.sanction"
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="appointed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="minutes_material",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.material"
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="sanction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sanctions.sanction"
            ),
        ),
        migrations.AddField(
            model_name="hearingnotice",
            name="appointment",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="hearingnotice",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="hearingnotice",
            name="hearing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sanctions.hearing"
            ),
        ),
        migrations.AddField(
            model_name="hearingnotice",
            name="participant",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.participant"
            ),
        ),
        migrations.AddField(
            model_name="hearingnotice",
            name="sanction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sanctions.sanction"
            ),
        ),
        migrations.AddField(
            model_name="manifest",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="manifest",
            name="sanction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sanctions.sanction"
            ),
        ),
        migrations.AddIndex(
            model_name="noticeopened",
            index=models.Index(
                condition=models.Q(("entered_at__isnull", True)), fields=["id"], name="notice_opened_to_enter"
            ),
        ),
        migrations.AddField(
            model_name="pagemark",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="pagemark",
            name="material",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.material"),
        ),
        migrations.AddField(
            model_name="pagemark",
            name="sanction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sanctions.sanction"
            ),
        ),
        migrations.AddField(
            model_name="savedreason",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="slip",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="slip",
            name="material",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.material"
            ),
        ),
        migrations.AddField(
            model_name="slip",
            name="sanction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sanctions.sanction"
            ),
        ),
        migrations.AddField(
            model_name="substitution",
            name="absent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="substitution",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddField(
            model_name="substitution",
            name="substitute",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["filed", "before_court", "withdrawn", "decided"])),
                name="appeal_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("filed_by")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_decides_his_own_appeal",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "decided"), _negated=True),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="a_decided_appeal_has_its_judge",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["filed", "before_court"])),
                fields=("sanction", "filed_by"),
                name="one_open_appeal_per_party",
            ),
        ),
        migrations.AddIndex(
            model_name="argument",
            index=models.Index(fields=["sanction", "at"], name="argument_by_request"),
        ),
        migrations.AddIndex(
            model_name="copy",
            index=models.Index(fields=["sanction"], name="copy_by_request"),
        ),
        migrations.AddConstraint(
            model_name="covertnotice",
            constraint=models.UniqueConstraint(
                fields=("sanction", "name"), name="one_covert_notice_per_action_and_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="covertnotice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("check_hash", ""), _negated=True),
                fields=("check_hash",),
                name="one_covert_notice_per_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="covertnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["sent", "delivered", "read"]), _negated=True),
                    ("sent_at__isnull", False),
                    _connector="OR",
                ),
                name="a_sent_covert_notice_has_its_moment",
            ),
        ),
        migrations.AddIndex(
            model_name="hearing",
            index=models.Index(fields=["starts_at"], name="hearing_by_day"),
        ),
        migrations.AddConstraint(
            model_name="hearing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "appointed")),
                fields=("sanction",),
                name="one_appointed_hearing_per_request",
            ),
        ),
        migrations.AddConstraint(
            model_name="hearing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held_until__isnull", True),
                    models.Q(("held_from__isnull", False), ("held_until__gte", models.F("held_from"))),
                    _connector="OR",
                ),
                name="hearing_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="hearing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "held"), _negated=True), ("held_from__isnull", False), _connector="OR"
                ),
                name="held_hearing_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="manifest",
            constraint=models.CheckConstraint(
                condition=models.Q(("seen__lte", models.F("total"))), name="manifest_shows_no_more_than_there_is"
            ),
        ),
        migrations.AddIndex(
            model_name="pagemark",
            index=models.Index(fields=["sanction", "material"], name="mark_by_request"),
        ),
        migrations.AddConstraint(
            model_name="savedreason",
            constraint=models.UniqueConstraint(fields=("owner", "decision", "title"), name="one_kept_reason_per_title"),
        ),
        migrations.AddIndex(
            model_name="substitution",
            index=models.Index(fields=["substitute", "until"], name="substitution_by_holder"),
        ),
        migrations.AddConstraint(
            model_name="substitution",
            constraint=models.CheckConstraint(
                condition=models.Q(("absent", models.F("substitute")), _negated=True), name="nobody_substitutes_himself"
            ),
        ),
        migrations.AddConstraint(
            model_name="substitution",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("since"))), name="substitution_ends_after_it_begins"
            ),
        ),
    ]
