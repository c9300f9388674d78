from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class EngageConfig(AppConfig):
    name = "engage"
    default = True

    def ready(self) -> None:
        from engage import checks, community_reads, community_rights, publications  # noqa: F401  the checks register
        from forums import homes
        from people.openings import register_following

        publications.follow()
        register_following("communities", community_rights.follow_lead)
        homes.register("communities", community_reads.home_of)


class StaticConfig(StaticFilesConfig):
    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "*.map", "*.stories.*"]
