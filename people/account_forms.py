"""allauth's forms in our words: one label a field, no placeholder that repeats it, errors that say what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Words:
    """What one field says. `hint` None keeps allauth's; `missing` is said where nothing was written."""

    label: StrOrPromise
    missing: StrOrPromise = ""
    hint: StrOrPromise | None = None

    def put_on(self, field: forms.Field) -> None:
        field.label = self.label
        if self.missing:
            field.error_messages["required"] = self.missing
        if self.hint is not None:
            field.help_text = self.hint
        if isinstance(field, forms.EmailField):
            field.error_messages["invalid"] = _("Write the whole address, such as name@example.org.")


E_MAIL: Final = Words(_("E-mail address"), _("Write your e-mail address."))
NEW_PASSWORD: Final = Words(
    _("New password"),
    _("Write a new password."),
    _("At least 10 characters. Not one that is often used, and nothing like your e-mail address."),
)
CODE: Final = Words(_("Code"), _("Write the code."))

#: By the name of the field, whichever form it stands in.
WORDS: Final = {
    "login": E_MAIL,
    "email": E_MAIL,
    "password": Words(_("Password"), _("Write your password.")),
    "remember": Words(_("Keep me signed in"), hint=_("Not on a computer that others use.")),
    "oldpassword": Words(_("Your password now"), _("Write the password you have now.")),
    "password1": NEW_PASSWORD,
    "password2": Words(_("The new password once more"), _("Write the new password once more.")),
    "code": CODE,
    "name": Words(_("Name of the key"), _("Give the key a name.")),
    "passwordless": Words(
        _("Let this key sign me in without a password"),
        hint=_("It then always asks for your finger, face or PIN. Leave the box empty for a simple security key."),
    ),
}


class PlainForm:
    """Put our words on the fields of the form it is mixed into. `words` has those that differ in that form."""

    words: dict[str, Words] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            words = self.words.get(name) or WORDS.get(name)
            if words:
                words.put_on(field)


class LoginForm(PlainForm, account.LoginForm):
    pass


class SignupForm(PlainForm, account.SignupForm):
    words = {
        "password1": Words(_("Password"), _("Write a password."), NEW_PASSWORD.hint),
        "password2": Words(_("The password once more"), _("Write the password once more.")),
    }


class AddEmailForm(PlainForm, account.AddEmailForm):
    words = {"email": Words(_("Another e-mail address"), _("Write the e-mail address."))}


class ChangePasswordForm(PlainForm, account.ChangePasswordForm):
    pass


class SetPasswordForm(PlainForm, account.SetPasswordForm):
    words = SignupForm.words


class ResetPasswordForm(PlainForm, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(PlainForm, account.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(PlainForm, account.ReauthenticateForm):
    pass


class RequestLoginCodeForm(PlainForm, account.RequestLoginCodeForm):
    pass


class ConfirmLoginCodeForm(PlainForm, account.ConfirmLoginCodeForm):
    words = {"code": Words(_("Code from the e-mail"), _("Write the code from the e-mail."))}


class AuthenticateForm(PlainForm, second_step.AuthenticateForm):
    pass


class ReauthenticateByCodeForm(PlainForm, second_step.ReauthenticateForm):
    pass


class ActivateTOTPForm(PlainForm, totp.ActivateTOTPForm):
    words = {"code": Words(_("Number that the app shows"), _("Write the number that the app shows."))}


class AddWebAuthnForm(PlainForm, webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer a passkey first, which is what phones and computers keep."""
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class EditWebAuthnForm(PlainForm, webauthn.EditWebAuthnForm):
    pass
