"""The generation of what the public may read. Whatever publishes raises it; what was kept before is then out of date.

The number lies in the database, so that every process notices, and in the transaction of the change itself, so that
nobody sees the one without the other. It follows the microseconds of the clock where it can: a number that was once in
use does not come back after a backup is restored or a transaction rolled back.
"""

import time

from django.db import connection
from django.db.models import F
from django.db.models.functions import Greatest

from core.models import Generation


def current() -> int:
    """Return the generation, in one statement; 0 until the first publication."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM core_generation WHERE id = 1")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def raise_generation() -> int:
    """Put everything that was kept out of date, together with the transaction one is in; return the new generation."""
    fresh = time.time_ns() // 1000
    raised = Generation.objects.filter(pk=1).update(number=Greatest(F("number") + 1, fresh))
    if not raised:
        Generation.objects.get_or_create(pk=1, defaults={"number": fresh})
    return current()
