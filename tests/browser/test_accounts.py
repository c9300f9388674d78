"""People make an account, come back to it, protect it; officers get into the admin only through it."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from tests.journeys import E_MAIL, fill_sign_in
from tests.sites import LiveSite, running_site

pytestmark = pytest.mark.browser

PASSWORD = "three quiet otters"
OTHER_PASSWORD = "four louder otters"


def make_person(site: LiveSite, email: str) -> None:
    """Let there be somebody with a confirmed address."""
    with site.data():
        person = get_user_model().objects.create_user(email=email, password=PASSWORD)
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)


def sign_in(page: Page, site: LiveSite, email: str, password: str = PASSWORD) -> None:
    page.goto(f"{site.url}/accounts/login/")
    fill_sign_in(page, email, password)


def sign_out(page: Page, site: LiveSite) -> None:
    page.goto(f"{site.url}/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.locator("header a", has_text="Sign in")).to_have_count(1)


def expect_signed_in(page: Page) -> None:
    """Look into the menu, which is folded away on a small screen."""
    expect(page.locator("header a", has_text="Sign out")).to_have_count(1)


def last_mail(site: LiveSite, to: str) -> EmailMessage:
    return [mail for mail in site.mails() if to in mail["To"]][-1]


def link_in(mail: EmailMessage) -> str:
    return re.findall(r"https?://\S+", mail.get_content())[0]


def number_of_app(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238: SHA-1, six digits, half a minute)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def type_number_of_app(page: Page, secret: str, label: str, button: str) -> None:
    """Type what the app shows; once more if it changed on the way."""
    for _try in range(2):
        page.get_by_label(label).fill(number_of_app(secret))
        page.get_by_role("main").get_by_role("button", name=button, exact=True).click()
        page.wait_for_load_state()
        if not page.get_by_role("group", name="There is a problem").count():
            return


def show_that_it_is_me(page: Page, password: str = PASSWORD) -> None:
    """Type the password once more, before something that matters changes."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Go on").click()


def set_up_app(page: Page, password: str = PASSWORD) -> str:
    """Turn the app on from the page of the second step and return its secret."""
    page.get_by_role("link", name="Set up an app").click()
    show_that_it_is_me(page, password)
    secret = page.locator(".secret").inner_text()
    type_number_of_app(page, secret, "Number that the app shows", "Turn it on")
    expect(page.get_by_role("heading", name="Recovery codes", level=1)).to_be_visible()
    return secret


def test_a_person_makes_an_account_confirms_the_address_and_signs_in(
    plain_page: Page, live_site: LiveSite, assert_accessible: Callable[[Page], None]
) -> None:
    page, email = plain_page, "new@post.example"
    page.goto(f"{live_site.url}/accounts/signup/")
    page.get_by_label(E_MAIL).fill(email)
    page.get_by_label("Password", exact=True).fill("password")
    page.get_by_label("The password once more").fill("password")
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_role("group", name="There is a problem").get_by_role("link")).not_to_have_count(0)
    expect(page.get_by_label(E_MAIL)).to_have_value(email)
    assert_accessible(page)

    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The password once more").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your e-mail")
    assert_accessible(page)

    sign_in(page, live_site, email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your e-mail")
    page.goto(link_in(last_mail(live_site, email)))
    expect(page.get_by_text(email)).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Yes, it is mine").click()
    sign_in(page, live_site, email)
    expect_signed_in(page)


def test_making_an_account_again_tells_nobody_that_there_is_one(plain_page: Page, live_site: LiveSite) -> None:
    page, email = plain_page, "known@post.example"
    make_person(live_site, email)
    page.goto(f"{live_site.url}/accounts/signup/")
    page.get_by_label(E_MAIL).fill(email)
    page.get_by_label("Password", exact=True).fill(OTHER_PASSWORD)
    page.get_by_label("The password once more").fill(OTHER_PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your e-mail")
    assert "There is one already" in last_mail(live_site, email).get_content()
    sign_in(page, live_site, email, OTHER_PASSWORD)
    expect(page.get_by_text("The e-mail address or the password is not right.").first).to_be_visible()
    sign_in(page, live_site, email)
    expect_signed_in(page)


def test_a_forgotten_password_is_chosen_anew_by_mail_once(plain_page: Page, live_site: LiveSite) -> None:
    page, email = plain_page, "forgetful@post.example"
    make_person(live_site, email)
    page.goto(f"{live_site.url}/accounts/login/")
    page.get_by_role("link", name="I have forgotten it").click()
    page.get_by_label(E_MAIL).fill(email)
    page.get_by_role("button", name="Send me the message").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your e-mail")
    link = link_in(last_mail(live_site, email))
    page.goto(link)
    page.get_by_label("New password", exact=True).fill(OTHER_PASSWORD)
    page.get_by_label("The new password once more").fill(OTHER_PASSWORD + "!")
    page.get_by_role("button", name="Change my password").click()
    expect(page.get_by_role("group", name="There is a problem")).to_be_visible()
    page.get_by_label("New password", exact=True).fill(OTHER_PASSWORD)
    page.get_by_label("The new password once more").fill(OTHER_PASSWORD)
    page.get_by_role("button", name="Change my password").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your password is changed")
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("This link no longer works")
    sign_in(page, live_site, email)
    expect(page.get_by_text("The e-mail address or the password is not right.").first).to_be_visible()
    sign_in(page, live_site, email, OTHER_PASSWORD)
    expect_signed_in(page)


def test_a_code_by_mail_signs_in_without_a_password(plain_page: Page, live_site: LiveSite) -> None:
    page, email = plain_page, "code@post.example"
    make_person(live_site, email)
    page.goto(f"{live_site.url}/accounts/login/")
    page.get_by_role("link", name="Send me a code by e-mail").click()
    page.get_by_label(E_MAIL).fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code from the e-mail").fill("ZZZZZZ")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("This is not the right code.").first).to_be_visible()
    code = re.findall(r"^[0-9A-Z]{6}$|^[0-9A-Z]{4}-[0-9A-Z]{4}$", last_mail(live_site, email).get_content(), re.M)[0]
    page.get_by_label("Code from the e-mail").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect_signed_in(page)


def test_an_app_is_asked_for_at_sign_in_once_it_is_set_up(plain_page: Page, live_site: LiveSite) -> None:
    page, email = plain_page, "careful@post.example"
    make_person(live_site, email)
    sign_in(page, live_site, email)
    page.goto(f"{live_site.url}/accounts/2fa/")
    secret = set_up_app(page)
    codes = page.locator("#recovery_codes code").all_inner_texts()
    sign_out(page, live_site)

    sign_in(page, live_site, email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    page.goto(f"{live_site.url}/my-data/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    page.get_by_label("Code").fill("000000" if number_of_app(secret) != "000000" else "111111")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("This is not right.").first).to_be_visible()
    type_number_of_app(page, secret, "Code", "Sign in")
    expect_signed_in(page)
    sign_out(page, live_site)

    for is_right in (True, False):
        sign_in(page, live_site, email)
        page.get_by_label("Code").fill(codes[0])
        page.get_by_role("button", name="Sign in", exact=True).click()
        if is_right:
            expect_signed_in(page)
            sign_out(page, live_site)
        else:
            expect(page.get_by_text("This is not right.").first).to_be_visible()


def test_a_passkey_is_added_and_signs_in_by_itself(
    page: Page, live_site: LiveSite, assert_accessible: Callable[[Page], None]
) -> None:
    email = "finger@post.example"
    make_person(live_site, email)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    phone = device.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    sign_in(page, live_site, email)
    page.goto(f"{live_site.url}/accounts/2fa/")
    page.get_by_role("link", name="Add a key").click()
    show_that_it_is_me(page)
    page.get_by_label("Name of the key").fill("My phone")
    page.get_by_role("button", name="Add the key").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto(f"{live_site.url}/accounts/2fa/webauthn/")
    expect(page.get_by_role("heading", name="My phone")).to_be_visible()
    assert_accessible(page)
    sign_out(page, live_site)

    page.goto(f"{live_site.url}/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect_signed_in(page)
    sign_out(page, live_site)

    sign_in(page, live_site, email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    page.get_by_role("button", name="Use a passkey or security key").click()
    expect_signed_in(page)
    sign_out(page, live_site)

    device.send("WebAuthn.clearCredentials", {"authenticatorId": phone})
    page.goto(f"{live_site.url}/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("That did not work")
    assert_accessible(page)


def test_the_admin_is_entered_through_the_accounts_and_by_officers_only(page: Page, live_site: LiveSite) -> None:
    page.goto(f"{live_site.url}/cms/consultations/")
    expect(page).to_have_url(re.compile(re.escape(f"{live_site.url}/accounts/login/?next=/cms/consultations/")))
    page.goto(f"{live_site.url}/cms/login/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    fill_sign_in(page, "resident@engage.example", "demonstration only")
    expect(page.get_by_role("heading", level=1)).to_have_text("You may not see this page")
    sign_out(page, live_site)
    page.goto(f"{live_site.url}/cms/login/")
    fill_sign_in(page, "county@engage.example", "demonstration only")
    expect(page).to_have_url(f"{live_site.url}/cms/")


def test_an_officer_without_a_second_step_sets_one_up_before_the_admin_opens(
    page: Page, django_db_blocker: object
) -> None:
    with django_db_blocker.unblock(), running_site(STAFF_SECOND_FACTOR_REQUIRED="1") as site:
        page.goto(f"{site.url}/cms/")
        fill_sign_in(page, "county@engage.example", "demonstration only")
        expect(page.get_by_text("Your work here needs a second step to sign in.")).to_be_visible()
        for closed in ("/cms/", "/cms/pages/", "/consultations/"):
            page.goto(site.url + closed)
            expect(page).to_have_url(f"{site.url}/accounts/2fa/")
        secret = set_up_app(page, "demonstration only")
        page.goto(f"{site.url}/cms/")
        expect(page).to_have_url(f"{site.url}/cms/")
        page.goto(f"{site.url}/accounts/logout/")
        page.get_by_role("main").get_by_role("button", name="Sign out").click()
        page.goto(f"{site.url}/cms/")
        fill_sign_in(page, "county@engage.example", "demonstration only")
        expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
        type_number_of_app(page, secret, "Code", "Sign in")
        expect(page).to_have_url(f"{site.url}/cms/")
