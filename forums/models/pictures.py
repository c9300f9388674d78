"""Pictures beside posts. The file lies where no web server reads; a view asks the rule of the post first."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forums.models.posts import Post
from forums.models.threads import Draft

LONGEST_ALT: Final = 300


class Picture(models.Model):
    """One picture of a post, or of a draft until that is sent. `token` names its file and its address for good."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, related_name="pictures")
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, null=True, related_name="pictures")
    token = models.CharField(max_length=43, unique=True)
    alt = models.CharField(_("what the picture shows"), max_length=LONGEST_ALT, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, help_text="Of what was sent: sent twice is sent once.")
    made_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(post=None, draft__isnull=False) | Q(post__isnull=False, draft=None),
                name="picture_is_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(post=None) | ~Q(alt=""), name="picture_of_a_post_is_described"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("forums:picture", args=[self.token])
