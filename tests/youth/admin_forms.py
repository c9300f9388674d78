"""What the admin's screens post for an article."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from youth.models import ArticlePage


def article_form(page: ArticlePage, **changes: Any) -> dict[str, Any]:
    return {
        "title": page.title,
        "slug": page.slug,
        "kind": page.kind,
        "rating": page.rating or "",
        "byline": page.byline,
        "teaser": page.teaser,
        "body": page.body,
        "picture": page.picture_id or "",
        "picture_alt": page.picture_alt,
        "series": "",
        "go_live_at": "",
        "expire_at": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "1000",
        **changes,
    }


def edit(page: ArticlePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def bulk(action: str, page: Any) -> str:
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={page.pk}&next=/cms/"


def copy_form(page: ArticlePage, **changes: Any) -> dict[str, Any]:
    return {
        "new_title": f"{page.title} again",
        "new_slug": f"{page.slug}-again",
        "new_parent_page": page.get_parent().pk,
        **changes,
    }
