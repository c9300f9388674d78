"""Django, set up by being imported: first of all that is imported from this project."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "engage.settings")
django.setup()
