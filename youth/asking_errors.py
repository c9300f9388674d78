"""Named refusals of what young people are asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from youth.errors import YouthRefusal


class WordsMissing(YouthRefusal):
    message = _("Write something here.")


class AnswersMissing(YouthRefusal):
    field = "answers"
    message = _("Write two to eight different answers, one a line.")


class WeekTooLong(YouthRefusal):
    field = "ends_on"
    message = _("Choose a last day that is not over, from the first day up to two weeks later.")


class AlreadyOut(YouthRefusal):
    message = _("This poll is out, so its words stay as they are. Write another one.")


class WeekTaken(YouthRefusal):
    field = "starts_on"
    message = _("Another poll is on in these days. Choose days after it.")


class NobodyRunsIt(YouthRefusal):
    message = _("Nobody runs the section yet. Ask an administrator to name the body that runs it, on its page.")
