"""Named refusals around joining, guardians and safeguarding checks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from youth.errors import YouthRefusal


class WorksHere(YouthRefusal):
    message = _(
        "This account is one that somebody works with here, so it cannot join. Join with an account of your own, under"
        " another e-mail address."
    )


class AlreadyJoined(YouthRefusal):
    message = _("You have joined already.")


class NameMissing(YouthRefusal):
    message = _("Write a pen name of 2 to 40 letters.")
    field = "pen_name"


class NameTaken(YouthRefusal):
    message = _("Somebody has this pen name, or one that looks like it. Choose another one.")
    field = "pen_name"


class NameReserved(YouthRefusal):
    message = _("This could be taken for somebody who works here. Choose another pen name.")
    field = "pen_name"


class NameTells(YouthRefusal):
    """A pen name that says who somebody is, how old, or how to reach them."""

    message = _("This pen name tells who you are. Choose one that has nothing to do with your name or your e-mail.")
    field = "pen_name"


class PausedName(YouthRefusal):
    message = _("A checked adult has paused your writing, so your name stays as it is until they let you write again.")
    field = "pen_name"


class NumberInName(YouthRefusal):
    message = _("Leave out long numbers: they can tell a year of birth or a telephone number.")
    field = "pen_name"


class FirstNameTells(YouthRefusal):
    message = _("Write your first name alone, without a surname, numbers or signs. Or leave it empty.")
    field = "first_name"


class TooYoungForName(YouthRefusal):
    message = _("Under 16 only your pen name is shown, so we do not keep your first name.")
    field = "first_name"


class NotWaiting(YouthRefusal):
    message = _("No parent or guardian has to be asked any more.")


class OwnAddress(YouthRefusal):
    message = _("This is your own address. Write the address of your parent or guardian.")
    field = "email"


class AskedAlready(YouthRefusal):
    message = _("They were asked already. You can have one reminder sent, or ask at another address.")


class RemindedAlready(YouthRefusal):
    message = _("We reminded them once already, and do not write again. Talk to them, or ask at another address.")


class SaidNo(YouthRefusal):
    message = _(
        "Your parent or guardian said no. They can still change their answer by the link in our e-mail to them."
    )


class TooOften(YouthRefusal):
    message = _("That was too often in one day. Try again tomorrow.")


class LinkTooOld(YouthRefusal):
    message = _("This link is too old. The young person can ask you again.")


class NotTheGuardian(YouthRefusal):
    message = _("Tick that you are their parent or guardian. Otherwise close this page: nothing happens then.")
    field = "is_guardian"


class NotGrown(YouthRefusal):
    message = _("There is nothing to choose.")


class NotOver18(YouthRefusal):
    message = _("No account of an adult has this e-mail address. They sign up on the site first.")
    field = "email"


class OwnCheck(YouthRefusal):
    message = _("Nobody records or confirms their own check. Ask another administrator.")


class SecondPersonNeeded(YouthRefusal):
    message = _("You recorded this check. A second administrator has to confirm it.")


class CheckWaits(YouthRefusal):
    message = _("A check of this adult is on record already and waits to be confirmed.")
    field = "email"


class CheckDates(YouthRefusal):
    message = _("The check was made today or before, and is looked at again after today, within three years of it.")
    field = "look_again_on"


class CheckNumber(YouthRefusal):
    message = _("Write the number of the certificate: 6 to 20 letters or digits.")
    field = "number"


class ReasonMissing(YouthRefusal):
    message = _("Say why it ends. It stays on record.")
    field = "reason"


class ChecksAreForAdministrators(YouthRefusal):
    message = _("Only administrators look after safeguarding checks.")
