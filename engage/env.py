"""Read the environment once, typed, with a plain error for what is wrong."""

import os
import secrets
from pathlib import Path
from typing import Final

TRUE_WORDS: Final = {"1", "true", "yes", "on"}
FALSE_WORDS: Final = {"0", "false", "no", "off", ""}


class EnvironmentProblem(RuntimeError):
    """A variable is missing or cannot be read; the message says which and what to write."""


def text(name: str, default: str | None = None) -> str:
    """Return the variable `name`, or `default`; without a default it must be set."""
    value = os.environ.get(name, default)
    if value is None:
        raise EnvironmentProblem(f"{name} is not set. Set it in the environment of the process.")
    return value


def flag(name: str, default: bool) -> bool:
    """Return the variable `name` as yes or no."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw.lower() in TRUE_WORDS:
        return True
    if raw.lower() in FALSE_WORDS:
        return False
    raise EnvironmentProblem(f"{name} is {raw!r}. Write 1 or 0.")


def number(name: str, default: int) -> int:
    """Return the variable `name` as a whole number."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    try:
        return int(raw)
    except ValueError:
        raise EnvironmentProblem(f"{name} is {raw!r}. Write a whole number.") from None


def words(name: str, default: str) -> list[str]:
    """Return the variable `name` split at commas, blanks dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str, *, folder: Path, is_production: bool) -> str:
    """Return a secret from the environment; elsewhere than in production, keep one in a file.

    The file lets the demonstration start again without signing everybody out. It is never made in production.
    """
    value = os.environ.get(name)
    if value:
        return value
    if is_production:
        raise EnvironmentProblem(f"{name} is not set. In production every secret comes from the environment.")
    path = folder / name.lower()
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"{name.lower()}.{os.getpid()}"
        fresh.write_text(secrets.token_urlsafe(48))
        fresh.chmod(0o600)
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()
