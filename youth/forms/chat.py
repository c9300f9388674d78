"""What young people fill in to talk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.forms.writing import words_field


class PostForm(forms.Form):
    """A post, or a comment. What is wrong with it is said by the service that takes it."""

    source = words_field(
        _("Your post"),
        help_text=_("No real names, numbers, addresses or user names: not yours, not anybody’s."),
        rows=5,
    )


class CommentForm(PostForm):
    source = words_field(
        _("Your comment"),
        help_text=_("Everybody can read it, under your pen name. No real names, numbers or addresses."),
        rows=4,
    )


class ThreadForm(forms.Form):
    title = forms.CharField(
        label=_("What do you want to talk about?"),
        help_text=_("A few words, as a title."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    source = words_field(
        _("Your first post"),
        help_text=_("No real names, numbers, addresses or user names: not yours, not anybody’s."),
        rows=6,
    )
