"""Ways to pass on a name in another app, as young people and those who want to reach them write it."""

from __future__ import annotations

import pytest

from youth.held_back import private_in


@pytest.mark.parametrize(
    "words",
    [
        "my snap jaydee05",
        "My Insta - kaydee",
        "add my snapchat kaydee",
        "find me on roblox as jayd",
        "follow my tiktok please",
        "tiktok/@jayd",
        "it is discord.gg/abcd",
        "ｍｙ ｓｎａｐ: jay_dee",
    ],
)
def test_a_name_in_another_app_is_given_back(words):
    assert len(private_in(words)) == 1


@pytest.mark.parametrize(
    "words",
    [
        "I took my snap off my phone",
        "Follow my advice and get some sleep",
        "My Steam - well, the shop I use - had a sale",
        "Roblox 2 is better than Roblox 1",
        "There was no signal on the bus",
        "Find me a quiet seat by the window",
        "Discord and/or Roblox take too much time",
    ],
)
def test_talk_about_apps_is_not(words):
    assert private_in(words) == []
