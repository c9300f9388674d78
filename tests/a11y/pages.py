"""Pages that one only reads: front, finder, consultations, results, outcomes, what says that something went wrong."""

from __future__ import annotations

from django.shortcuts import render
from django.test import RequestFactory
from django.utils import timezone
from playwright.sync_api import Page, expect

from consultations.models import ConsultationPage, Contact, Response
from consultations.services.private import ContactGiven, store_private
from consultations.services.telling import leave_token
from people.models import Organisation
from tests import factories
from tests.a11y.address import Address
from tests.consultations.respondents import questions_of
from tests.journeys import fill_sign_in, inside
from tests.sites import LiveSite

RESIDENT = "resident@engage.example"
OFFICER = "county@engage.example"
OPEN = "/consultations/county/evening-buses/"
COUNTED = "/consultations/county/community-buildings/"
PLAN = "/plans/disabled-peoples-jury/"
DECIDED = "/consultations/rural-council/parish-plans/"


def question_in_words() -> str:
    """The results of a question that people answered in their own words."""
    consultation = ConsultationPage.objects.get(slug="community-buildings")
    kinds = [question.kind for question in questions_of(consultation)]
    return f"{COUNTED}results/{kinds.index('long_text') + 1}/"


def way_off_the_list() -> str:
    response = Response.objects.filter(consultation__slug="community-buildings").first()
    given = ContactGiven(email="off@post.example", wants_outcome=True)
    store_private(response=response, contact=given, about_you={}, at=timezone.now())
    return f"/outcome-mails/{leave_token(Contact.objects.latest('pk'))}/"


def leave_the_list(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="Write to me no more").click()
    expect(page.get_by_text("Done.")).to_be_visible()


def without_answers() -> str:
    """A closed consultation that nobody answered."""
    found = ConsultationPage.objects.filter(slug="nobody-answered").first()
    if found is None:
        now = timezone.now()
        found = factories.make_consultation(
            Organisation.objects.get(slug="county"),
            slug="nobody-answered",
            opens_at=now.replace(year=now.year - 1),
            closes_at=now,
        )
        factories.make_survey(found, "single", "number", "long_text")
    return f"{found.url}results/"


def forget_the_cookie(page: Page, site: LiveSite) -> None:
    page.context.clear_cookies()
    fill_sign_in(page, RESIDENT)
    expect(page.get_by_role("heading", level=1)).to_have_text("We could not take what you sent")


def break_the_server(page: Page, site: LiveSite) -> None:
    """Show what is drawn when anything at all fails; the site has no page that fails on purpose."""
    with inside(site):
        body = render(RequestFactory().get("/"), "500.html").content.decode()
    page.route("**/broken/", lambda route: route.fulfill(status=500, content_type="text/html", body=body))
    page.goto(f"{site.url}/broken/")


def open_the_menu(page: Page, site: LiveSite) -> None:
    button = page.get_by_role("button", name="Menu", exact=True)
    if button.is_visible():
        button.click()
        expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def open_tables(page: Page, site: LiveSite) -> None:
    summaries = page.locator("main details:not([open]) > summary")
    for place in reversed(range(summaries.count())):
        summaries.nth(place).click()


ADDRESSES = [
    Address("home", "/", "engage/home_page.html"),
    Address("home, menu open", "/", "engage/home_page.html", open_the_menu, is_variant=True),
    Address("home, for an officer", "/", "engage/home_page.html", open_the_menu, as_whom=OFFICER, is_variant=True),
    Address("about", "/about/", "engage/content_page.html"),
    Address("accessibility", "/accessibility/", "engage/content_page.html", is_variant=True),
    Address("privacy", "/privacy/", "engage/content_page.html", is_variant=True),
    Address("contact", "/contact/", "engage/content_page.html", is_variant=True),
    Address("style guide", "/styleguide/", "engage/styleguide.html"),
    Address("finder", "/consultations/", "consultations/finder.html"),
    Address(
        "finder, filtered", "/consultations/?q=bus&status=open&sort=title", "consultations/finder.html", is_variant=True
    ),
    Address("finder, nothing found", "/consultations/?q=zzzzzz", "consultations/finder_empty.html"),
    Address("finder, wrong dates", "/consultations/?from=soon&to=1", "consultations/finder.html", is_variant=True),
    Address("plans", "/plans/", "actions/plan_list.html"),
    Address("plan", PLAN, "actions/plan.html", open_tables),
    Address(
        "plan, nothing found", f"{PLAN}?status=late&silent=1&overdue=1&theme=x", "actions/plan.html", is_variant=True
    ),
    Address("action", f"{PLAN}1.2/", "actions/action.html"),
    Address("action, nothing said", f"{PLAN}3.1/", "actions/action.html", is_variant=True),
    Address("API", "/api/docs", "consultations/finder_api.html"),
    Address("consultation, open", OPEN, "consultations/consultation_detail.html"),
    Address(
        "consultation, planned",
        "/consultations/county/safe-routes-to-school/",
        "consultations/consultation_detail.html",
        is_variant=True,
    ),
    Address("consultation, closed", COUNTED, "consultations/consultation_detail.html", is_variant=True),
    Address("consultation, decided", DECIDED, "consultations/consultation_detail.html", is_variant=True),
    Address("outcome", f"{DECIDED}outcome/", "consultations/outcome_detail.html"),
    Address("results", f"{COUNTED}results/", "consultations/results.html", open_tables),
    Address("results, nobody answered", without_answers, "consultations/results.html", is_variant=True),
    Address("results of a question", f"{COUNTED}results/4/", "consultations/results_question.html", open_tables),
    Address("results in words", question_in_words, "consultations/results_question.html", is_variant=True),
    Address("results, not yet", f"{OPEN}results/", "consultations/results_not_yet.html", status=404),
    Address(
        "results, while it is open, for an officer",
        f"{OPEN}results/",
        "consultations/results.html",
        as_whom=OFFICER,
        is_variant=True,
    ),
    Address("leave the outcome e-mails", way_off_the_list, "consultations/results_leave.html"),
    Address(
        "outcome e-mails, left", way_off_the_list, "consultations/results_leave.html", leave_the_list, is_variant=True
    ),
    Address(
        "outcome e-mails, wrong link",
        "/outcome-mails/no/",
        "consultations/results_leave.html",
        status=404,
        is_variant=True,
    ),
    Address("not found", "/no-such-page/", "404.html", status=404),
    Address("not yours", "/cms/", "403.html", status=403, as_whom=RESIDENT),
    Address("form without its cookie", "/accounts/login/", "403_csrf.html", forget_the_cookie),
    Address("something broke", "/", "500.html", break_the_server),
]
