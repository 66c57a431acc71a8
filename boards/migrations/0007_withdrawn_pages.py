"""A sheet that stands for pages withdrawn after issue, among the kinds of entries."""

from django.db import migrations, models

KINDS = [
    ("front", "Front page"),
    ("agenda", "Agenda"),
    ("cover_sheet", "Cover sheet"),
    ("paper", "Paper"),
    ("action_log", "Action log"),
    ("not_published", "Not published"),
    ("tombstone", "Withdrawn pages"),
]


class Migration(migrations.Migration):
    dependencies = [("boards", "0006_action_part")]

    operations = [
        migrations.AlterField(
            model_name="packentry",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20),
        ),
    ]
