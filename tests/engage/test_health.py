import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext


def test_live_asks_nobody(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.get("/health/live").json() == {"status": "live"}


@pytest.mark.django_db
def test_ready_asks_the_database_once(client):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/health/ready")
    assert (answer.status_code, answer.json(), len(asked)) == (200, {"status": "ready"}, 1)


@pytest.mark.django_db
def test_without_a_database_it_is_not_ready(client, monkeypatch):
    def gone(*about):
        raise OperationalError("password of the database: hunter2")

    monkeypatch.setattr(connection, "cursor", gone)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"status": "no database"}


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health_is_only_looked_at(client, path):
    assert client.post(path).status_code == 405
