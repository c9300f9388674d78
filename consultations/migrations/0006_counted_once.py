from django.db import migrations


def forget_counts_while_open(apps, schema_editor):
    """Tables that were counted before closing are taken away; they are counted once it has closed."""
    snapshots = apps.get_model("consultations", "ResultSnapshot").objects.filter(is_equality_final=False)
    tables = apps.get_model("consultations", "EqualityTable").objects
    tables.filter(consultation__in=snapshots.values("consultation")).delete()
    snapshots.update(equality_counted_at=None)


class Migration(migrations.Migration):
    dependencies = [("consultations", "0005_record_without_templates")]

    operations = [
        migrations.RunPython(forget_counts_while_open, migrations.RunPython.noop),
        migrations.RemoveField(model_name="resultsnapshot", name="is_equality_final"),
    ]
