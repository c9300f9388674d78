from datetime import timedelta

from django.apps import AppConfig


class ForumsConfig(AppConfig):
    name = "forums"

    def ready(self) -> None:
        from actions import elsewhere
        from consultations.api import api
        from consultations.services.rotating import register_sealed
        from forums import letter_sources
        from forums.api import router
        from forums.letter_rooms import ActionsMoved, ConsultationsClosing, PlatformLetter
        from forums.models import Member
        from forums.privacy import register_forums
        from forums.privacy_desk import register_moderated
        from forums.reads.subjects import ForumVoices
        from forums.services.picturing import sweep_files
        from forums.services.reminding import remind_bodies
        from forums.services.telling import send_letters
        from forums.subject_kinds import register_subjects
        from people import ticks, voices

        register_forums()
        register_moderated()
        register_subjects()
        api.add_router("", router)
        voices.register("forums", ForumVoices())
        letter_sources.register("consultations", ConsultationsClosing())
        letter_sources.register("actions", ActionsMoved())
        elsewhere.register("forums", PlatformLetter())
        register_sealed(Member, "content")
        ticks.register("forum-questions", lambda at: remind_bodies(at=at), every=timedelta(minutes=15))
        ticks.register("forum-pictures", sweep_files, every=timedelta(hours=1))
        ticks.register("forum-letters", lambda at: send_letters(at=at))
