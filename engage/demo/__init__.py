"""The demonstration: what `manage.py load_demo` puts on a new site."""
