from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "consultations"

    def ready(self) -> None:
        from consultations.privacy_responses import register_responses
        from consultations.services import rights
        from people import openings

        openings.register("shelf", rights.open_shelf_where_possible)
        rights.follow_publishing()
        register_responses()
