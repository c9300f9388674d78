"""Where young people talk: rooms on the engine of the forums, and what is said below an article."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forums.models import Forum, Thread
from youth.models.pages import ArticlePage
from youth.models.people import Band


class ChatRoom(models.Model):
    """A room: a private forum in which every post is read by a checked adult first.

    The one of kind `comments` holds the threads below articles and is in no list.
    """

    class Kind(models.TextChoices):
        CHAT = "chat", _("Chat")
        COMMENTS = "comments", _("Comments on articles")

    forum = models.OneToOneField(Forum, on_delete=models.PROTECT, related_name="chat_room")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.CHAT)
    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    about = models.CharField(_("what it is for"), max_length=200, blank=True)
    band = models.CharField(_("only for"), max_length=7, choices=Band.choices, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    is_shut = models.BooleanField(_("shut for good"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar = ["sort_order", "name"]
        verbose_name = _("chat room")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="comments"), name="one_room_of_comments")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("youth:chat_room", args=[self.slug])


class ChatHours(models.Model):
    """When a room takes posts, in local time: opens <= time < closes. A room without hours is closed."""

    room = models.ForeignKey(ChatRoom, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("day"), validators=[MaxValueValidator(6)], help_text="0 is Monday.")
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("until"))

    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar = ["weekday", "opens"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="chat_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="chat_on_a_day_of_the_week"),
            models.UniqueConstraint(fields=["room", "weekday", "opens"], name="chat_hours_once"),
        ]

    def __str__(self) -> str:
        return f"{self.room_id}: {self.weekday} {self.opens}-{self.closes}"


class ArticleTalk(models.Model):
    """The thread of comments below an article, in the room of comments."""

    article = models.OneToOneField(ArticlePage, on_delete=models.CASCADE, related_name="talk")
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="article_link")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.article_id)
