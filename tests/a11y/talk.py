"""Writing in the forums: pictures, a preview, what a post said before, and what is new for whoever is signed in."""

from __future__ import annotations

from io import BytesIO

from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from forums.models import Post, PostVersion
from tests.a11y.address import Address
from tests.a11y.forums import RESIDENT, plain_thread, talk
from tests.sites import LiveSite


def changed_post() -> str:
    """What a post of the resident's said before."""
    address = plain_thread()
    post = Post.objects.get(thread__title="Stiles", number=1)
    if not post.versions.exists():
        PostVersion.objects.create(post=post, source="High", html="<p>High</p>", replaced_at=timezone.now())
    return f"{address}posts/1/history/"


def whats_new() -> str:
    talk()
    return "/whats-new/"


def preview(page: Page, site: LiveSite) -> None:
    """Write something with a picture nobody has described yet, and look how it looks."""
    picture = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(picture, "PNG")
    page.get_by_label("Your post").fill("The stile is **too** high.")
    if not page.get_by_label("What this picture shows").is_visible():  # open where a picture is kept already
        page.locator("summary", has_text="Pictures").click()
    page.get_by_label("Add a picture").set_input_files(
        {"name": "stile.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    )
    page.get_by_label("What this picture shows").fill("A stile as high as a hip")
    page.get_by_role("button", name="See how it looks").click()
    expect(page.get_by_role("heading", name="How it will look")).to_be_visible()


ADDRESSES = [
    Address("post, said before", changed_post, "forums/post_history.html", as_whom=RESIDENT),
    Address("thread, preview", plain_thread, "forums/thread.html", preview, as_whom=RESIDENT, is_variant=True),
    Address("what is new for you", whats_new, "forums/news.html", as_whom=RESIDENT),
]
