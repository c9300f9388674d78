from django.apps import AppConfig


class ForumsConfig(AppConfig):
    name = "forums"

    def ready(self) -> None:
        from forums.privacy import register_forums
        from forums.services.telling import send_letters
        from people import ticks

        register_forums()
        ticks.register("forum-letters", lambda at: send_letters(at=at))
