"""What the tests copy, made before they begin: migrated templates, and the demonstration.

`tests.run` starts one of these for each database, side by side: migrating keeps one processor busy for half a minute.
"""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings

from tests import databases, servers, sites


def main() -> None:
    if not settings.IS_SQLITE:
        databases.PostgresCopy("prepared")
    elif servers.find_chromium():
        sites.demonstration()
    else:
        databases.sqlite_template()


if __name__ == "__main__":
    main()
