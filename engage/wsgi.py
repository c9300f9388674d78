"""The site for WSGI workers, which serve pages in production."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "engage.settings")
django_application = get_wsgi_application()

from core.pagecache_layers import PageCacheWSGI  # noqa: E402  needs the settings

application = PageCacheWSGI(django_application)
