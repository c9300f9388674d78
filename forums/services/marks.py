"""How far somebody has read, and what they follow."""

from __future__ import annotations

from django.db import transaction

from forums.models import Member, ReadMark, Thread


@transaction.atomic
def mark_read(*, member: Member, thread: Thread, number: int) -> None:
    """Note that everything up to this post was on their screen; a mark never goes back."""
    number = min(number, thread.last_number)
    mark, is_new = ReadMark.objects.get_or_create(member=member, thread=thread, defaults={"last_number": number})
    if not is_new and mark.last_number < number:
        ReadMark.objects.filter(pk=mark.pk, last_number__lt=number).update(last_number=number)


@transaction.atomic
def follow(*, member: Member, thread: Thread, is_followed: bool) -> None:
    """Hear of new posts in a thread, or no longer."""
    ReadMark.objects.update_or_create(member=member, thread=thread, defaults={"is_followed": is_followed})


@transaction.atomic
def mark_all_read(*, member: Member) -> None:
    """Note that everything public in the forum has been read."""
    threads = Thread.objects.public().filter(forum=member.forum_id)
    known = set(ReadMark.objects.filter(member=member).values_list("thread_id", flat=True))
    new: list[tuple[int, int]] = []
    old: list[tuple[int, int]] = []
    for pk, number in threads.values_list("pk", "last_public_number"):
        (old if pk in known else new).append((pk, number))
    ReadMark.objects.bulk_create(
        [ReadMark(member=member, thread_id=pk, last_number=number) for pk, number in new], ignore_conflicts=True
    )
    marks = {mark.thread_id: mark for mark in ReadMark.objects.filter(member=member, thread__in=[pk for pk, _n in old])}
    for pk, number in old:
        if pk in marks:
            marks[pk].last_number = max(marks[pk].last_number, number)
    ReadMark.objects.bulk_update(marks.values(), ["last_number"], batch_size=500)
