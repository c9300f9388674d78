from datetime import timedelta

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "consultations"

    def ready(self) -> None:
        from consultations.catalogue import shelf
        from consultations.live_sources import register_live_sources
        from consultations.privacy_responses import register_responses
        from consultations.privacy_vault import register_vault
        from consultations.promises import register_promises
        from consultations.result_ticks import register_result_ticks
        from consultations.services import rights
        from core.pagecache import register_moments
        from core.upkeep import refresh_statistics
        from people import openings, ticks

        openings.register("shelf", rights.open_shelf_where_possible)
        rights.follow_publishing()
        ticks.register("statistics", refresh_statistics, every=timedelta(days=1))
        register_moments("consultations", lambda at: shelf.catalogue().reading(at).until)
        register_live_sources()
        register_promises()
        register_responses()
        register_vault()
        register_result_ticks()
