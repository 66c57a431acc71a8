from django.db import migrations


def note_them(apps, schema_editor):
    """Say of every finished pack which items' actions its log of part 2 prints: a kept
    row of a log knows its action by id, and the action its item."""
    Pack = apps.get_model("boards", "Pack")
    Action = apps.get_model("boards", "Action")
    LoggedItem = apps.get_model("boards", "LoggedItem")
    item_of = dict(
        Action.objects.filter(item__isnull=False).values_list("pk", "item_id")
    )
    for pack in Pack.objects.filter(state="built").iterator(chunk_size=20):
        log = pack.snapshot.get("private_log") or {}
        items = {item_of.get(row.get("id")) for row in log.get("rows", ())}
        LoggedItem.objects.bulk_create(
            [LoggedItem(pack=pack, item_id_then=pk) for pk in sorted(items - {None})],
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = [("boards", "0010_logged_items")]

    operations = [migrations.RunPython(note_them, migrations.RunPython.noop)]
