from django.apps import AppConfig


class JuriesConfig(AppConfig):
    name = "juries"

    def ready(self) -> None:
        from juries.draw_ticks import register_draw_room
        from juries.face_room import register_face
        from juries.privacy_room import register_room
        from juries.room_ticks import register_room_ticks
        from juries.subjects import register_recommendations

        register_face()
        register_room()
        register_room_ticks()
        register_draw_room()
        register_recommendations()
