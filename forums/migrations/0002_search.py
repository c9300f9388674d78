"""What search on PostgreSQL goes by: the words of posts. SQLite looks through them one by one."""

from django.db import migrations

MAKE = "CREATE INDEX IF NOT EXISTS forums_post_words ON forums_post USING gin (to_tsvector('english'::regconfig, source))"
DROP = "DROP INDEX IF EXISTS forums_post_words"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("forums", "0001_first")]
    operations = [migrations.RunPython(make, drop)]
