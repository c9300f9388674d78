"""Every page of one's account, on the way in and once inside, and of one's own data."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData
from playwright.sync_api import Page, expect

from people.models import User
from tests.a11y.address import Address, Walk
from tests.journeys import E_MAIL, be_signed_in, fill_sign_in, inside
from tests.sites import LiveSite

PASSWORD = "three quiet otters"
SUMMARY = "There is a problem"
RESIDENT = "resident@engage.example"
NEWCOMER = "newcomer@post.example"
CAREFUL = "careful-reader@post.example"
WITHOUT_PASSWORD = "without-password@post.example"


def make_person(email: str) -> User:
    """Return the person with this confirmed address, made on first use."""
    person = User.objects.filter(email=email).first()
    if person is None:
        person = User.objects.create_user(email=email, password=PASSWORD)
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def careful_person() -> User:
    """Return somebody with an app, two keys and recovery codes."""
    person = make_person(CAREFUL)
    if not Authenticator.objects.filter(user=person).exists():
        TOTP.activate(person, generate_totp_secret())
        RecoveryCodes.activate(person)
        for name, is_passkey in (("My phone", True), ("The key on my ring", False)):
            data = {"name": name, "credential": made_credential(is_passkey=is_passkey)}
            Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=data)
    return person


def made_credential(*, is_passkey: bool) -> dict[str, object]:
    """Return what a device says of a new key."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    identity = secrets.token_bytes(16)
    key = AttestedCredentialData.create(bytes(16), identity, public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(sha256(b"localhost").digest(), flags, 0, key)
    return {
        "id": _text(identity),
        "rawId": _text(identity),
        "type": "public-key",
        "response": {
            "clientDataJSON": _text(b'{"type":"webauthn.create","challenge":"AA","origin":"http://localhost"}'),
            "attestationObject": _text(AttestationObject.create("none", data, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": is_passkey}},
    }


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def as_careful(path: str) -> Callable[[], str]:
    """Return what makes the careful person and puts the number of one of their keys into the path."""

    def made() -> str:
        person = careful_person()
        key = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).earliest("pk")
        return path.format(key=key.pk)

    return made


def as_newcomer(path: str) -> Callable[[], str]:
    """Return what makes somebody whose second address is not confirmed yet."""

    def made() -> str:
        person = make_person(NEWCOMER)
        EmailAddress.objects.get_or_create(user=person, email="second-newcomer@post.example")
        return path

    return made


def to_set_password() -> str:
    make_person(WITHOUT_PASSWORD)
    person = User.objects.get(email=WITHOUT_PASSWORD)
    person.set_unusable_password()
    person.save()
    return "/accounts/password/set/"


def confirmation(*, is_taken: bool = False) -> str:
    name = secrets.token_hex(4)
    address = EmailAddress.objects.create(user=make_person("confirming@post.example"), email=f"{name}@post.example")
    if is_taken:
        EmailAddress.objects.create(user=make_person("quicker@post.example"), email=address.email, verified=True)
    return f"/accounts/confirm-email/{EmailConfirmationHMAC(address).key}/"


def reset_link() -> str:
    person = make_person(NEWCOMER)
    return f"/accounts/password/reset/key/{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}/"


def press(name: str) -> Walk:
    """Return a walk that sends the form as it is and expects to be told what is wrong."""

    def walk(page: Page, site: LiveSite) -> None:
        page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_role("group", name=SUMMARY)).to_be_visible()

    return walk


def to_second_step(page: Page, site: LiveSite) -> None:
    fill_sign_in(page, CAREFUL, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")


def to_code(page: Page, site: LiveSite) -> None:
    page.get_by_label(E_MAIL).fill(f"{secrets.token_hex(4)}@post.example")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Type the code")


def to_reauthentication(page: Page, site: LiveSite) -> None:
    """Forget that the password was typed a moment ago."""
    page.context.clear_cookies()
    page.goto(f"{site.url}/accounts/login/")
    fill_sign_in(page, RESIDENT)
    page.goto(f"{site.url}/accounts/2fa/totp/activate/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")


def too_often(page: Page, site: LiveSite) -> None:
    email = f"{secrets.token_hex(4)}@post.example"
    with inside(site):
        make_person(email)
    be_signed_in(page.context, site, email)
    for _try in range(7):
        page.goto(f"{site.url}/accounts/password/change/")
        if page.get_by_role("heading", level=1).inner_text() != "Change your password":
            break
        page.get_by_role("button", name="Change my password").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("That was too often in a short time")


ENTRANCE = [
    Address("sign in", "/accounts/login/", "account/login.html"),
    Address("sign in, wrong", "/accounts/login/", "account/login.html", press("Sign in"), is_variant=True),
    Address("sign up", "/accounts/signup/", "account/signup.html"),
    Address("sign up, wrong", "/accounts/signup/", "account/signup.html", press("Make my account"), is_variant=True),
    Address("look into your e-mail", "/accounts/confirm-email/", "account/verification_sent.html"),
    Address("confirm an address", confirmation, "account/email_confirm.html"),
    Address(
        "confirm an address, taken", lambda: confirmation(is_taken=True), "account/email_confirm.html", is_variant=True
    ),
    Address(
        "confirm an address, old link", "/accounts/confirm-email/old/", "account/email_confirm.html", is_variant=True
    ),
    Address("password reset", "/accounts/password/reset/", "account/password_reset.html"),
    Address(
        "password reset, signed in",
        as_newcomer("/accounts/password/reset/"),
        "account/password_reset.html",
        press("Send me the message"),
        as_whom=NEWCOMER,
        is_variant=True,
    ),
    Address("password reset, sent", "/accounts/password/reset/done/", "account/password_reset_done.html"),
    Address("new password", reset_link, "account/password_reset_from_key.html", press("Change my password")),
    Address(
        "new password, old link",
        "/accounts/password/reset/key/1-old/",
        "account/password_reset_from_key.html",
        is_variant=True,
    ),
    Address("new password, done", "/accounts/password/reset/key/done/", "account/password_reset_from_key_done.html"),
    Address("code by e-mail", "/accounts/login/code/", "account/request_login_code.html"),
    Address("code by e-mail, sent", "/accounts/login/code/", "account/confirm_login_code.html", to_code),
    Address("closed account", "/accounts/inactive/", "account/account_inactive.html"),
    Address("second step", as_careful("/accounts/login/"), "mfa/authenticate.html", to_second_step),
    Address("too often", "/accounts/login/", "429.html", too_often),
]

INSIDE = [
    Address("my data", "/my-data/", "people/my_data.html", as_whom=RESIDENT),
    Address("erase my data", "/my-data/erase/", "people/my_data_erase.html", as_whom=RESIDENT),
    Address("e-mail addresses", as_newcomer("/accounts/email/"), "account/email.html", as_whom=NEWCOMER),
    Address(
        "e-mail addresses, wrong",
        as_newcomer("/accounts/email/"),
        "account/email.html",
        press("Add the address"),
        as_whom=NEWCOMER,
        is_variant=True,
    ),
    Address("change password", "/accounts/password/change/", "account/password_change.html", as_whom=RESIDENT),
    Address("choose a password", to_set_password, "account/password_set.html", as_whom=WITHOUT_PASSWORD),
    Address("sign out", "/accounts/logout/", "account/logout.html", as_whom=RESIDENT),
    Address("is it you", "/", "account/reauthenticate.html", to_reauthentication),
    Address(
        "is it you, by app",
        as_careful("/accounts/2fa/reauthenticate/"),
        "mfa/reauthenticate.html",
        press("Go on"),
        as_whom=CAREFUL,
    ),
    Address(
        "is it you, by key",
        as_careful("/accounts/2fa/webauthn/reauthenticate/"),
        "mfa/webauthn/reauthenticate.html",
        as_whom=CAREFUL,
    ),
    Address("second steps", as_careful("/accounts/2fa/"), "mfa/index.html", as_whom=CAREFUL),
    Address("second steps, none yet", "/accounts/2fa/", "mfa/index.html", as_whom=RESIDENT, is_variant=True),
    Address(
        "app", "/accounts/2fa/totp/activate/", "mfa/totp/activate_form.html", press("Turn it on"), as_whom=RESIDENT
    ),
    Address("app off", as_careful("/accounts/2fa/totp/deactivate/"), "mfa/totp/deactivate_form.html", as_whom=CAREFUL),
    Address(
        "recovery codes", as_careful("/accounts/2fa/recovery-codes/"), "mfa/recovery_codes/index.html", as_whom=CAREFUL
    ),
    Address(
        "new recovery codes",
        as_careful("/accounts/2fa/recovery-codes/generate/"),
        "mfa/recovery_codes/generate.html",
        as_whom=CAREFUL,
    ),
    Address("keys", as_careful("/accounts/2fa/webauthn/"), "mfa/webauthn/authenticator_list.html", as_whom=CAREFUL),
    Address(
        "keys, none yet",
        "/accounts/2fa/webauthn/",
        "mfa/webauthn/authenticator_list.html",
        as_whom=RESIDENT,
        is_variant=True,
    ),
    Address("new key", "/accounts/2fa/webauthn/add/", "mfa/webauthn/add_form.html", as_whom=RESIDENT),
    Address(
        "key, renamed",
        as_careful("/accounts/2fa/webauthn/keys/{key}/edit/"),
        "mfa/webauthn/edit_form.html",
        as_whom=CAREFUL,
    ),
    Address(
        "key, removed",
        as_careful("/accounts/2fa/webauthn/keys/{key}/remove/"),
        "mfa/webauthn/authenticator_confirm_delete.html",
        as_whom=CAREFUL,
    ),
]

ADDRESSES = [*ENTRANCE, *INSIDE]
