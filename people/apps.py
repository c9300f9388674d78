from datetime import timedelta

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from people import notices, own_data, privacy, publishing, ticks

        own_data.register_own_data()
        ticks.register("publish", publishing.publish_due)
        ticks.register("notices", lambda at: notices.send_waiting(at=at))
        ticks.register("retention", lambda at: privacy.apply_retention(at=at), every=timedelta(days=1))
