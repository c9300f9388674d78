from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        from core.moments import words_change_at
        from core.pagecache import register_moments

        register_moments("words", words_change_at)
