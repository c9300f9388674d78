"""What search on PostgreSQL goes by: the words of posts, kept beside them by the database itself.

Models know nothing of the column: SQLite has none, and looks through the posts one by one.
"""

from django.db import migrations

MAKE = (
    "ALTER TABLE forums_post ADD COLUMN words tsvector "
    "GENERATED ALWAYS AS (to_tsvector('english'::regconfig, source)) STORED",
    "CREATE INDEX forums_post_words ON forums_post USING gin (words)",
)
DROP = ("ALTER TABLE forums_post DROP COLUMN words",)


def run(statements):
    def operation(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return operation


class Migration(migrations.Migration):
    dependencies = [("forums", "0001_initial")]
    operations = [migrations.RunPython(run(MAKE), run(DROP))]
