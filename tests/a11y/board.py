"""Following by e-mail, board reports, reviews."""

from __future__ import annotations

from django.utils import timezone
from playwright.sync_api import Page, expect

from actions.models import ActionPlan, Follower
from actions.services.following import ask_to_follow, confirm_follow, confirm_url, leave_url
from tests.a11y.address import Address
from tests.sites import LiveSite

PLAN = "/plans/peer-challenge/"
REPORT = "/reports/traffic-light-report-to-the-board/"
SUMMARY = "There is a problem"


def to_confirm() -> str:
    """Return the link of somebody new: it serves once."""
    plan, email = ActionPlan.objects.get(slug="peer-challenge"), f"axe{Follower.objects.count()}@post.example"
    return path_of(confirm_url(ask_to_follow(email=email, plan=plan, at=timezone.now())))


def to_leave() -> str:
    """Return the link of somebody who follows two things."""
    plan, at = ActionPlan.objects.get(slug="peer-challenge"), timezone.now()
    for thing in ({"plan": plan}, {"action": plan.actions.get(reference="7")}):
        asked = ask_to_follow(email="leaving@post.example", at=at, **thing)
        follow = confirm_follow(token=confirm_url(asked).split("/")[-2], at=at)
    return path_of(leave_url(follow.follower))


def path_of(url: str) -> str:
    return "/follow/" + url.partition("/follow/")[2]


def latest_review() -> str:
    return ActionPlan.objects.get(slug="peer-challenge").reviews.latest("taken_on").get_absolute_url()


def two_reviews() -> str:
    now, then = ActionPlan.objects.get(slug="peer-challenge").reviews.order_by("-taken_on").values_list("pk", flat=True)
    return f"{PLAN}reviews/compare/?then={then}&now={now}"


def follow_wrongly(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="Follow it").click()
    expect(page.get_by_role("group", name=SUMMARY)).to_be_visible()


def follow_it(page: Page, site: LiveSite) -> None:
    page.get_by_label("Your e-mail address").fill("somebody@post.example")
    page.get_by_role("button", name="Follow it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your e-mail")


def confirm_it(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="Yes, I follow it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You follow it")


def leave_all(page: Page, site: LiveSite) -> None:
    page.get_by_role("button", name="Write to me no more").click()
    expect(page.get_by_text("Done. You follow nothing")).to_be_visible()


ADDRESSES = [
    Address("follow a plan", f"{PLAN}follow/", "actions/follow.html", follow_wrongly),
    Address("follow, sent", f"{PLAN}7/follow/", "actions/follow_sent.html", follow_it),
    Address("follow, confirm", to_confirm, "actions/follow_confirm.html"),
    Address("follow, confirmed", to_confirm, "actions/follow_confirm.html", confirm_it, is_variant=True),
    Address("follow, old link", "/follow/confirm/old/", "actions/follow_confirm.html", status=404, is_variant=True),
    Address("leave what one follows", to_leave, "actions/follow_leave.html"),
    Address("follow nothing any more", to_leave, "actions/follow_leave.html", leave_all, is_variant=True),
    Address("leave, wrong link", "/follow/leave/old/", "actions/follow_leave.html", status=404, is_variant=True),
    Address("board reports", "/reports/", "actions/report_list.html"),
    Address("board report", REPORT, "actions/report.html"),
    Address("reviews of a plan", f"{PLAN}reviews/", "actions/review_list.html"),
    Address("review", latest_review, "actions/review.html"),
    Address("two reviews", two_reviews, "actions/review_compare.html"),
]
