"""Pages of a thread. Pure: a post's number never changes, so neither does its page."""

from __future__ import annotations

from typing import Final

POSTS_A_PAGE: Final = 50


def page_of_number(number: int) -> int:
    """Return the page, from 1, on which the post with this number stands.

    Raises:
        ValueError: Posts are numbered from 1.
    """
    if number < 1:
        raise ValueError("Posts are numbered from 1.")
    return (number - 1) // POSTS_A_PAGE + 1


def numbers_on(page: int) -> range:
    """Return the numbers of the posts on a page, some of which may have been moved away."""
    first = (page - 1) * POSTS_A_PAGE + 1
    return range(first, first + POSTS_A_PAGE)


def pages_up_to(number: int) -> int:
    """Return how many pages there are where `number` is the last post; a thread has one at least."""
    return page_of_number(number) if number else 1
