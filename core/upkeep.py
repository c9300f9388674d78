"""Upkeep of the database that nobody else does."""

from datetime import datetime

from django.db import connection

# Rows looked at per index: enough to choose a plan by, and quick on a large table.
ROWS_LOOKED_AT = 1000


def refresh_statistics(at: datetime) -> None:
    """Tell SQLite how much lies in which table; without that it searches texts row by row.

    PostgreSQL does this by itself.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")
