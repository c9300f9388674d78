from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "actions"

    def ready(self) -> None:
        from datetime import timedelta

        from actions.evidence import carries, places
        from actions.models import Evidence
        from actions.privacy import register_ledger
        from actions.services.chasing import chase
        from actions.services.digests import send_digest
        from core.moments import words_change_at
        from core.pagecache import register_moments
        from people import material, ticks

        # What the calendar says of an action changes at midnight.
        register_moments("actions", words_change_at)
        register_ledger()
        ticks.register("action-digest", lambda at: send_digest(at=at), every=timedelta(minutes=5))
        material.register_carrier("evidence", carries)
        material.register_holder(Evidence, places)
        ticks.register("action-chasers", lambda at: chase(at=at), every=timedelta(minutes=15))
