from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("youth", "0001_initial")]

    operations = [
        migrations.AddField(
            "writer", "waits_since", models.DateField(help_text="Since when a guardian's yes is waited for.", null=True)
        ),
        migrations.AddField("guardianrequest", "reminded_at", models.DateTimeField(null=True)),
    ]
