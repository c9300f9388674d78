"""Settings as each kind of start reads them from the environment: in processes of their own."""

import os
import subprocess
import sys

import pytest

from engage import env
from tests.databases import ROOT

SECRETS = {
    "SECRET_KEY": "one-6f0c2d9b8a7e4f1d3c5b7a9e0f2d4c6b8a1e3f5d7c9b",
    "VAULT_NAME_SECRET": "two-6f0c2d9b8a7e4f1d3c5b7a9e0f2d4c6b8a1e3f5d7c9b",
    "VAULT_SECRETS": "three-6f0c2d9b8a7e4f1d3c5b7a9e0f2d4c6b8a1e3f5d7c9b",
}
PRODUCTION = {"ENGAGE_PRODUCTION": "1", "SITE_HOST": "engage.example.org", "SITE_URL": "https://engage.example.org"}


def read(folder, expression, **environment):
    """Return what an expression over the settings says in a fresh process, or its complaint."""
    cleared = {"PATH": os.environ["PATH"], "ENGAGE_VAR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", f"from engage import settings as s; print(repr(({expression})))"],
        cwd=ROOT,
        env=cleared | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_production_needs_every_secret_from_outside(tmp_path, name):
    others = {key: value for key, value in SECRETS.items() if key != name}
    assert f"{name} is not set" in read(tmp_path, "1", **PRODUCTION, **others)
    assert list(tmp_path.glob("*secret*")) == []


def test_production_is_strict(tmp_path):
    said = read(
        tmp_path,
        "s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0,"
        " s.STAFF_SECOND_FACTOR_REQUIRED, s.ALLOWED_HOSTS, s.JOBS_IN_PROCESS, s.TICK_IN_PROCESS",
        **PRODUCTION,
        **SECRETS,
    )
    assert said == "(False, True, True, True, True, True, ['engage.example.org'], False, False)"


def test_a_clone_starts_with_nothing_set_and_keeps_its_secrets(tmp_path):
    first = read(tmp_path, "s.SECRET_KEY, s.VAULT_NAME_SECRET, s.VAULT_SECRETS")
    assert read(tmp_path, "s.SECRET_KEY, s.VAULT_NAME_SECRET, s.VAULT_SECRETS") == first
    assert len(set(first.split(", "))) == 3
    assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.glob("*secret*"))


def test_a_clone_answers_as_localhost_and_by_number(tmp_path):
    said = read(tmp_path, "s.IS_SQLITE, set(s.ALLOWED_HOSTS) >= {'localhost', '127.0.0.1'}, s.SITE_URL", PORT="8123")
    assert said == "(True, True, 'http://localhost:8123')"


def test_addresses_of_servers_are_respected(tmp_path):
    said = read(
        tmp_path,
        "s.DATABASES['default']['ENGINE'], s.CACHES['default']['BACKEND'], s.CHANNEL_LAYERS['default']['BACKEND']",
        DATABASE_URL="postgres://engage@127.0.0.1:5999/engage",
        REDIS_URL="redis://127.0.0.1:6999/0",
    )
    assert said == (
        "('django.db.backends.postgresql', 'django.core.cache.backends.redis.RedisCache',"
        " 'channels_redis.pubsub.RedisPubSubChannelLayer')"
    )


class TestReading:
    @pytest.mark.parametrize("word", ["1", "true", "YES", "on"])
    def test_yes(self, monkeypatch, word):
        monkeypatch.setenv("ENGAGE_X", word)
        assert env.flag("ENGAGE_X", default=False) is True

    @pytest.mark.parametrize("word", ["0", "false", "No", "off", ""])
    def test_no(self, monkeypatch, word):
        monkeypatch.setenv("ENGAGE_X", word)
        assert env.flag("ENGAGE_X", default=True) is False

    def test_neither_is_said_plainly(self, monkeypatch):
        monkeypatch.setenv("ENGAGE_X", "perhaps")
        with pytest.raises(env.EnvironmentProblem, match="ENGAGE_X is 'perhaps'"):
            env.flag("ENGAGE_X", default=True)

    def test_a_number_that_is_none_is_said_plainly(self, monkeypatch):
        monkeypatch.setenv("ENGAGE_X", "8000 or so")
        with pytest.raises(env.EnvironmentProblem, match="Write a whole number"):
            env.number("ENGAGE_X", 1)

    def test_words_drop_blanks(self, monkeypatch):
        monkeypatch.setenv("ENGAGE_X", "a, b,,c ")
        assert env.words("ENGAGE_X", "") == ["a", "b", "c"]
