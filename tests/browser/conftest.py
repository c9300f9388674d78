from tests.browsers import *  # noqa: F403  the fixtures
