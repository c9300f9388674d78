"""Every public template of the site and how to reach it in the demonstration. `test_listed` misses none."""

from tests.a11y import (
    accounts,
    board,
    communities,
    draw,
    forums,
    forums_desk,
    hall,
    juries,
    jury_room,
    pages,
    responding,
    talk,
    youth_chat,
    youth_joining,
    youth_pages,
)

ADDRESSES = [
    *pages.ADDRESSES,
    *board.ADDRESSES,
    *communities.ADDRESSES,
    *accounts.ADDRESSES,
    *responding.ADDRESSES,
    *hall.ADDRESSES,
    *juries.ADDRESSES,
    *jury_room.ADDRESSES,
    *draw.ADDRESSES,
    *forums.ADDRESSES,
    *forums_desk.ADDRESSES,
    *talk.ADDRESSES,
    *youth_chat.ADDRESSES,
    *youth_joining.ADDRESSES,
    *youth_pages.ADDRESSES,
]
