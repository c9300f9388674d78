"""The site's own settings and one page more: the empty one."""

from engage.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
