"""Tables of the ledger. Nothing may write them yet; the next migration brings the functions that may."""

import django.db.models.deletion
from django.db import migrations, models

import ecase.web.ids


class Migration(migrations.Migration):
    initial = True
    dependencies = [("web", "0001_database")]

    operations = [
        migrations.CreateModel(
            name="Stream",
            fields=[
                (
                    "id",
                    models.UUIDField(default=ecase.web.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=32)),
                ("number", models.CharField(max_length=32, unique=True)),
                ("case_id", models.UUIDField(db_index=True, null=True)),
                ("head_seq", models.BigIntegerField(default=0)),
                ("head_hash", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.UUIDField(default=ecase.web.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.SmallIntegerField()),
                (
                    "stream",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.stream",
                    ),
                ),
                ("seq", models.BigIntegerField()),
                ("kind", models.CharField(max_length=64)),
                ("actor_id", models.BigIntegerField(null=True)),
                ("appointment_id", models.BigIntegerField(null=True)),
                ("role", models.CharField(blank=True, max_length=32)),
                ("build", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("compartment", models.CharField(max_length=16)),
                ("db_role", models.CharField(max_length=63)),
                ("public", models.TextField()),
                ("commitment", models.BinaryField()),
                ("rows", models.TextField(blank=True)),
                ("prev", models.BinaryField()),
                ("leaf_hash", models.BinaryField()),
                ("xid", models.BigIntegerField()),
            ],
            options={
                "verbose_name_plural": "entries",
                "indexes": [models.Index(fields=["xid", "id"], name="entry_in_order_of_commit")],
                "constraints": [
                    models.UniqueConstraint(fields=("stream", "seq"), name="entry_seq_once_in_stream"),
                    models.CheckConstraint(condition=models.Q(("seq__gte", 1)), name="entry_seq_from_one"),
                    models.CheckConstraint(
                        condition=models.Q(("compartment__in", ("parties", "investigation", "covert", "protected"))),
                        name="entry_compartment_is_one_of_four",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryPrivate",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="ledger.entry",
                    ),
                ),
                ("nonce", models.BinaryField()),
                ("ciphertext", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="StreamKey",
            fields=[
                (
                    "stream",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="ledger.stream",
                    ),
                ),
                ("master", models.CharField(max_length=16)),
                ("wrapped", models.BinaryField()),
            ],
        ),
    ]
