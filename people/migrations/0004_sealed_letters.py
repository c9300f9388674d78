from django.db import migrations, models


def forget_all(apps, schema_editor):
    """Letters lay open until now; none of them is carried over."""
    apps.get_model("people", "Notice").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("people", "0003_notices_and_ticks")]

    operations = [
        migrations.RunPython(forget_all, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="notice", name="notice_told_once"),
        migrations.RemoveField(model_name="notice", name="body"),
        migrations.RemoveField(model_name="notice", name="leave_url"),
        migrations.RemoveField(model_name="notice", name="recipient"),
        migrations.RemoveField(model_name="notice", name="subject"),
        migrations.AddField(
            model_name="notice",
            name="about",
            field=models.CharField(blank=True, db_index=True, max_length=64, verbose_name="what it belongs to"),
        ),
        migrations.AddField(
            model_name="notice",
            name="recipient_key",
            field=models.CharField(default="", max_length=64, verbose_name="to"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="notice",
            name="sealed",
            field=models.BinaryField(default=bytes, verbose_name="letter"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("kind", "key", "recipient_key"), name="notice_told_once"),
        ),
    ]
