"""The database of the site: how SQLite and PostgreSQL are spoken to."""

from __future__ import annotations

from typing import Any

import dj_database_url


def database_settings(url: str, *, is_test: bool, pool: int) -> dict[str, Any]:
    """Return Django's settings of the database at an address.

    Args:
        url: Such as postgres://user:password@host:5432/name.
        is_test: What is stored need not survive a power cut.
        pool: Connections to PostgreSQL that each process keeps at most; 0 for none.
    """
    found: dict[str, Any] = dict(dj_database_url.parse(url, conn_health_checks=True))
    is_sqlite = found["ENGINE"].endswith("sqlite3")
    options = _sqlite(is_test=is_test) if is_sqlite else _postgres(pool)
    return found | {"CONN_MAX_AGE": 0, "OPTIONS": options | found.get("OPTIONS", {})}


def _sqlite(*, is_test: bool) -> dict[str, Any]:
    pragmas = f"PRAGMA journal_mode=WAL; PRAGMA cache_size=-32000; PRAGMA synchronous={'OFF' if is_test else 'NORMAL'};"
    return {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}


def _postgres(pool: int) -> dict[str, Any]:
    """A database that is gone is noticed within seconds.

    Connections are lent by a pool of the process: under ASGI each request has a thread of its own, and one that keeps
    its connection keeps it from the others.
    """
    options: dict[str, Any] = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
    return options | ({"pool": {"min_size": 1, "max_size": pool, "timeout": 5}} if pool else {})
