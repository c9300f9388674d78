from django.apps import AppConfig


class YouthConfig(AppConfig):
    name = "youth"

    def ready(self) -> None:
        """Fill the registries of the rooms below."""
        from youth.asking_room import register_asking
        from youth.chat_room import register_chat
        from youth.joining_room import register_joining
        from youth.protection import register_protection
        from youth.publication import register_publication
        from youth.stage_hooks import register_stages
        from youth.whats_on import register_whats_on

        register_protection()
        register_joining()
        register_asking()
        register_publication()
        register_whats_on()
        register_stages()
        register_chat()
