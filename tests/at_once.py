"""The same thing done several times at one moment."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

AT_ONCE = 4
both_databases = pytest.mark.parametrize(
    "database", ["whichever is set", pytest.param("postgres", marks=pytest.mark.postgres)]
)


def at_once(do: Callable[[int], object]) -> list[object]:
    """Do the same in several threads at one moment; return what each returned or raised."""
    barrier, outcomes = Barrier(AT_ONCE), []

    def run(number: int) -> None:
        barrier.wait()
        try:
            outcomes.append(do(number))
        except Exception as problem:  # noqa: BLE001  the test looks at it
            outcomes.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
