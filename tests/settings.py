"""The site's settings as tests run them. Set here, because pytest reads settings before any conftest."""

import os
from pathlib import Path

os.environ["ENGAGE_TEST"] = "1"
os.environ.setdefault("ENGAGE_VAR", str(Path(__file__).resolve().parent.parent / "var" / "test"))

from engage.settings import *  # noqa: F403

# Every test's client makes the middleware anew. Looking a file up when it is asked for spares listing all of them.
WHITENOISE_AUTOREFRESH = True
