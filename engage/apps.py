from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class EngageConfig(AppConfig):
    name = "engage"
    default = True

    def ready(self) -> None:
        from engage import checks, publications  # noqa: F401  the checks register themselves

        publications.follow()


class StaticConfig(StaticFilesConfig):
    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "*.map", "*.stories.*"]
