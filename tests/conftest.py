"""What every test may ask for: one cast of people throughout, and the tree they work in."""

import gc
import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import TransactionTestCase
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key
from wagtail.models import PageLogEntry

from people.models import Organisation, User
from people.roles import Role
from people.services import give_role, make_officer
from tests import factories, servers
from tests.databases import Copies, Seed
from tests.youth.factories import make_section

COPIES = pytest.StashKey[Copies]()
SEED = pytest.StashKey[Seed | None]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what needs PostgreSQL where the tests run on SQLite; `make test` runs those on PostgreSQL."""
    for item in items:
        if item.get_closest_marker("postgres") and settings.IS_SQLITE:
            item.add_marker(pytest.mark.skip(reason="runs on PostgreSQL: set DATABASE_URL, or use make test"))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for garbage seldom, and never among the modules and tests that stay: an eighth of the time went there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Give this process migrated databases of its own: as migrated, with the cast, with young people's section."""
    copies = Copies(os.environ.get("PYTEST_XDIST_WORKER", "main"))
    request.config.stash[COPIES] = copies
    with django_db_blocker.unblock():
        copies.use(request.config.stash[SEED])
    with pytest.MonkeyPatch.context() as patch:
        # What Django would empty, and fill with rights anew, is laid anew by `pytest_runtest_teardown`.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: None)
        yield
    with django_db_blocker.unblock():
        copies.remove()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Choose the database with the cast in it for a test that asks for the cast; with the section for those of it."""
    seed = item.config.stash[SEED] = seed_of(item)
    copies = item.config.stash.get(COPIES, None)
    if copies:
        with django_db_blocker_of(item).unblock():
            copies.use(seed)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """After a test that commits, lay the database anew, with what the migrations and the cast put in."""
    yield
    marker = item.get_closest_marker("django_db")
    names = getattr(item, "fixturenames", ())
    commits = "transactional_db" in names or bool(marker and marker.kwargs.get("transaction"))
    if commits and (copies := item.config.stash.get(COPIES, None)):
        copies.lay(item.config.stash[SEED])


def seed_of(item: pytest.Item) -> Seed | None:
    if "cast" in getattr(item, "fixturenames", ()):
        return make_cast
    return make_youth if item.path.parent.name == "youth" else None


def django_db_blocker_of(item: pytest.Item) -> DjangoDbBlocker:
    return item.config.stash[blocking_manager_key]


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a private Redis."""
    if servers.find_redis() is None:
        missing("Redis")
    with servers.Redis() as server:
        yield server.url


def missing(what: str) -> None:
    """Skip what cannot run on this machine; where everything must run, fail."""
    words = f"{what} is not on this machine"
    if os.environ.get("CI") == "true":
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(autouse=True)
def clean_caches() -> Iterator[None]:
    """No test sees what another left in a cache."""
    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()


@dataclass
class Cast:
    """The same people in every test. County and borough are two organisations that must not see into each other."""

    county: Organisation
    borough: Organisation
    resident: User
    young_person: User
    county_officer: User
    borough_officer: User
    facilitator: User
    moderator: User
    administrator: User
    outsider: User


ROLES = {
    "facilitator": Role.FACILITATOR,
    "moderator": Role.MODERATOR,
    "administrator": Role.ADMINISTRATOR,
}
PEOPLE = ("resident", "young_person", "county_officer", "borough_officer", *ROLES, "outsider")


def make_cast() -> None:
    """Put the cast and the shelves of its organisations into a database, once; tests then look them up."""
    county = factories.make_organisation("County Council", slug="county")
    borough = factories.make_organisation("Borough Council", slug="borough")
    people = {name: factories.make_user(f"{name}@example.org") for name in PEOPLE}
    make_officer(user=people["county_officer"], organisation=county)
    make_officer(user=people["borough_officer"], organisation=borough)
    for name, role in ROLES.items():
        give_role(user=people[name], role=role)
    for organisation in (county, borough):
        factories.make_shelf(organisation)
    PageLogEntry.objects.all().delete()  # Nobody has done anything yet.


def make_youth() -> None:
    """Put young people's section into a database, once, for the tests of it."""
    make_section()
    PageLogEntry.objects.all().delete()  # Nobody has done anything yet.


@pytest.fixture
def cast(db: None) -> Cast:
    organisations = {organisation.slug: organisation for organisation in Organisation.objects.all()}
    people = {user.email.partition("@")[0]: user for user in User.objects.all()}
    return Cast(**organisations, **people)
