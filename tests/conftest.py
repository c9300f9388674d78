"""What every test may ask for: one cast of people throughout, and the tree they work in."""

import os

os.environ["ENGAGE_TEST"] = "1"

from dataclasses import dataclass  # noqa: E402

import pytest  # noqa: E402

from people.models import Organisation, User  # noqa: E402
from people.roles import Role  # noqa: E402
from people.services import give_role, make_officer  # noqa: E402
from tests import factories  # noqa: E402


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


@pytest.fixture
def cast(db: None) -> Cast:
    county = factories.make_organisation("County Council", slug="county")
    borough = factories.make_organisation("Borough Council", slug="borough")
    names = [
        "resident",
        "young_person",
        "county_officer",
        "borough_officer",
        "facilitator",
        "moderator",
        "administrator",
        "outsider",
    ]
    people = {name: factories.make_user(f"{name}@example.org") for name in names}
    make_officer(user=people["county_officer"], organisation=county)
    make_officer(user=people["borough_officer"], organisation=borough)
    give_role(user=people["facilitator"], role=Role.FACILITATOR)
    give_role(user=people["moderator"], role=Role.MODERATOR)
    give_role(user=people["administrator"], role=Role.ADMINISTRATOR)
    return Cast(county=county, borough=borough, **people)
