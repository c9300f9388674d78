from django.apps import AppConfig


class YouthConfig(AppConfig):
    name = "youth"

    def ready(self) -> None:
        """Fill the registries of the rooms below."""
        from youth.chat_room import register_chat
        from youth.protection import register_protection
        from youth.publication import register_publication

        register_protection()
        register_publication()
        register_chat()
