"""Names: one's own in a community, never one that looks like somebody else's; in by one press, out by another."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forums.errors import NameMissing, NameReserved, NameTaken
from forums.likeness import is_reserved, likeness_of, suggested_name
from forums.models import Member
from forums.services.joining import join, leave, rename
from people.models import User
from tests import factories
from tests.forums.factories import make_forum, make_member, make_thread
from tests.forums.test_pages import shown, signed_in
from tests.test_architecture import ROOMS


@pytest.mark.parametrize(
    "name",
    [
        "OTTER",
        "  Ot ter ",
        "0tter",
        "\u041ett\u0435r",
        "\uff2ftter",
        "\u00d3tter",
        "Ot\u200bter",
        "O.t.t.e.r",
        "Otter \U0001f339",
    ],
)
def test_what_looks_the_same_is_the_same(name):
    assert likeness_of(name) == likeness_of("Otter")


@pytest.mark.parametrize(
    ("one", "other"), [("Heron 2", "Heron 4"), ("\u0930\u093e\u092e", "\u0930\u094b\u092e"), ("Ann", "Anna")]
)
def test_what_a_reader_tells_apart_is_two(one, other):
    assert likeness_of(one) != likeness_of(other)


@pytest.mark.parametrize(
    ("name", "is_taken"),
    [
        ("Moderator", True),
        ("The m0derat\u043er", True),
        ("Mod", True),
        ("Modern Otter", False),
        ("Police Officer Jo", True),
        ("Former  member", True),
        ("County Council", True),
        ("The C0unty C\u043euncil team", True),
        ("NHS Jo", True),
        ("Head", True),
        ("Redhead", False),
        ("Council tenant", False),
    ],
)
def test_no_name_passes_for_somebody_who_acts_for_the_house(name, is_taken):
    assert is_reserved(name, bodies=["County Council", "NHS"], roles=["Head"]) is is_taken


def test_suggested_names_are_nobodys_to_keep_from_others():
    assert not any(is_reserved(suggested_name(), bodies=["County Council"]) for _ in range(50))


@pytest.mark.django_db
def test_a_look_alike_is_refused_and_so_is_a_name_that_shows_nothing(cast):
    forum, at = make_forum(), timezone.now()
    member = make_member(forum, cast.resident, "Otter")
    make_member(forum, cast.county_officer, organisation=cast.county, role="Head")
    for name in ("0tter", "\u041etter", "o t t e r"):
        with pytest.raises(NameTaken):
            join(forum=forum, user=cast.outsider, name=name, at=at)
    for name in ("Moderator", "County Council", "Head"):
        with pytest.raises(NameReserved):
            join(forum=forum, user=cast.outsider, name=name, at=at)
    for name in (" ", "\u200b", "\U0001f339"):
        with pytest.raises(NameMissing):
            join(forum=forum, user=cast.outsider, name=name, at=at)
    assert rename(member=member, user=cast.resident, name="OTTER", at=timezone.now()).display_name == "OTTER"
    with pytest.raises(NameReserved):
        rename(member=member, user=cast.resident, name="Admin", at=timezone.now())
    assert join(forum=make_forum(), user=cast.outsider, name="Otter", at=at).is_in


@pytest.mark.django_db
def test_one_press_and_one_is_in_another_and_one_is_out(cast):
    forum = make_forum("Carers")
    make_thread(make_member(forum))
    client, url = signed_in(cast.resident), forum.get_absolute_url()
    page = client.get(url).content.decode()
    name = page.partition('name="name" value="')[2].partition('"')[0]
    assert name
    assert f"Join as “{name}”" in page
    assert "Join as" not in shown(Client().get(url))
    assert "Join as" not in shown(signed_in(cast.county_officer).get(url))
    joined = client.post(f"{url}join/", {"name": name}, follow=True)
    assert f"You are in, as “{name}”" in shown(joined)
    member = Member.objects.get(display_name=name)
    left = client.post(f"{url}yours/", {"action": "leave"}, follow=True)
    assert "You have left" in shown(left)
    assert "Come back" in shown(left)
    member.refresh_from_db()
    assert not member.is_in
    assert f'value="{name}"' in client.get(f"{url}join/").content.decode()
    client.post(f"{url}join/", {"name": name})
    member.refresh_from_db()
    assert member.is_in


@pytest.mark.django_db
def test_a_name_is_changed_on_ones_own_page_and_a_wrong_one_stays_in_the_box(cast):
    forum = make_forum()
    member = make_member(forum, cast.resident, "Otter")
    make_thread(member)
    make_member(forum, cast.outsider, "Heron")
    client, own = signed_in(cast.resident), f"{forum.get_absolute_url()}yours/"
    refused = client.post(own, {"action": "rename", "name": "Her0n"})
    assert refused.status_code == 409
    assert 'value="Her0n"' in refused.content.decode()
    assert 'href="#id_name"' in refused.content.decode()
    client.post(own, {"action": "rename", "name": "Badger"})
    assert "Badger" in shown(Client().get(member.threads.get().get_absolute_url()))


@pytest.mark.django_db
def test_who_left_a_closed_community_sees_what_they_wrote_and_no_title(cast):
    closed = make_forum(is_closed=True)
    member = make_member(closed, cast.resident, "Otter")
    thread = make_thread(member, "Old title")
    leave(member=member, at=timezone.now())
    type(thread).objects.update(title="Hidden title")
    client, own = signed_in(cast.resident), f"{closed.get_absolute_url()}yours/"
    page = shown(client.get(own))
    assert "Hidden title" not in page
    assert "A post" in page
    client.post(own, {"action": "withdraw", "post": thread.posts.get().pk})
    assert thread.posts.get().source == ""
    assert signed_in(factories.make_user()).get(own).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("target", "is_followed"),
    [("{url}", True), ("https://elsewhere.example/", False), ("//x.example", False), ("/\\x.example", False)],
)
def test_who_joins_to_reply_comes_back_to_the_thread_and_nowhere_else(cast, target, is_followed):
    forum = make_forum("Carers")
    url = make_thread(make_member(forum)).get_absolute_url()
    assert f"join/?next={url}" in Client().get(url).content.decode()
    sent = {"name": "Otter", "next": target.format(url=url)}
    joined = signed_in(cast.resident).post(f"{forum.get_absolute_url()}join/", sent)
    assert joined.headers["Location"] == (url if is_followed else forum.get_absolute_url())


@pytest.mark.django_db
def test_nothing_is_started_in_a_forum_that_is_kept_to_be_read(cast):
    forum = make_forum("Carers")
    make_thread(make_member(forum, cast.resident))
    type(forum).objects.update(is_archived=True)
    client, url = signed_in(cast.resident), forum.get_absolute_url()
    assert "Start a thread" not in shown(client.get(url))
    assert client.get(f"{url}new/").status_code == 409
    refused = client.post(f"{url}new/", {"title": "T", "source": "My words"})
    assert "no longer takes new posts" in shown(refused)
    assert "My words" in refused.content.decode()


@pytest.mark.django_db
def test_no_name_follows_somebody_from_one_community_to_another(cast):
    one, other, at = make_forum(), make_forum(), timezone.now()
    make_thread(make_member(one, cast.resident, "Zephyrine"))
    client = signed_in(cast.resident)
    doors = [reverse("forums:join", args=[other.community.slug]), other.get_absolute_url()]
    for url in doors:
        assert "Zephyrine" not in shown(client.get(url))
    with pytest.raises(NameMissing):
        join(forum=other, user=cast.resident, at=at)
    make_thread(join(forum=other, user=cast.resident, name="Quillon", at=at))
    for forum, theirs in ((one, "Quillon"), (other, "Zephyrine")):
        for url in (forum.get_absolute_url(), f"{forum.get_absolute_url()}yours/", f"{forum.get_absolute_url()}feed/"):
            assert theirs not in shown(client.get(url)), url


def test_where_a_name_is_kept_that_others_see():
    """Each stands beside one community or one jury; none stands beside the account, and none is for the whole site."""
    named = {"display_name", "pen_name", "nickname", "screen_name", "alias_name", "public_name"}
    rooms = set(ROOMS) - {"youth"}
    models = [model for model in apps.get_models() if model.__module__.partition(".")[0] in rooms]
    found = {
        f"{model.__name__}.{field.name}" for model in models for field in model._meta.fields if field.name in named
    }
    assert found == {"Member.display_name", "Juror.display_name"}
    assert {field.name for field in User._meta.fields if "name" in field.name} == {"first_name", "last_name"}
