"""How databases are spoken to: what an address asks for stands beside our own."""

from engage.database import database_settings


def test_what_the_address_asks_for_is_kept():
    found = database_settings("postgres://a:b@db.example/engage?sslmode=require", is_test=False, pool=20)
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["OPTIONS"]["pool"]["max_size"] == 20
    assert found["CONN_MAX_AGE"] == 0


def test_no_pool_where_another_one_stands_in_front():
    assert "pool" not in database_settings("postgres://a:b@db.example/engage", is_test=False, pool=0)["OPTIONS"]


def test_a_test_does_not_wait_for_the_disk_and_the_site_does():
    pragmas = [
        database_settings("sqlite:///x", is_test=is_test, pool=0)["OPTIONS"]["init_command"]
        for is_test in (True, False)
    ]
    assert "synchronous=OFF" in pragmas[0]
    assert "synchronous=NORMAL" in pragmas[1]
