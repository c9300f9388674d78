"""Production is told what cannot be meant."""

import pytest

from engage.checks import check_production

LONG = "abcdefghijklmnopqrstuvwxyz012345"
GOOD = {
    "SITE_URL": "https://engage.example.org",
    "SECRET_KEY": LONG + "1",
    "VAULT_NAME_SECRET": LONG + "2",
    "VAULT_SECRETS": [LONG + "3", LONG + "4"],
    "IS_SQLITE": False,
    "REDIS_URL": "redis://localhost",
    "EMAIL_CONFIG": "smtps://mail.example.org",
}


def said(settings, **changes):
    for name, value in (GOOD | changes).items():
        setattr(settings, name, value)
    return [message.id for message in check_production(None)]


def test_good_settings_pass(settings):
    assert said(settings) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"SITE_URL": "http://engage.example.org"}, ["engage.W001"]),
        ({"SITE_URL": "https://engage.example.org:8000"}, ["engage.W001"]),
        ({"SECRET_KEY": LONG[:31]}, ["engage.W002"]),
        ({"VAULT_NAME_SECRET": GOOD["SECRET_KEY"]}, ["engage.W003"]),
        ({"VAULT_SECRETS": [GOOD["SECRET_KEY"]]}, ["engage.W003"]),
        ({"IS_SQLITE": True}, ["engage.W004"]),
        ({"REDIS_URL": ""}, ["engage.W005"]),
        ({"EMAIL_CONFIG": ""}, ["engage.W006"]),
    ],
)
def test_what_cannot_be_meant_is_named(settings, changes, expected):
    assert said(settings, **changes) == expected
