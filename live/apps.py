from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "live"

    def ready(self) -> None:
        from live.privacy import register_live
        from live.ticks import register_live_ticks

        register_live()
        register_live_ticks()
