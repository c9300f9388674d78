from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "actions"

    def ready(self) -> None:
        from core.moments import words_change_at
        from core.pagecache import register_moments

        # What the calendar says of an action changes at midnight.
        register_moments("actions", words_change_at)
