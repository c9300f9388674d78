"""Threads about a thing: what people say stands on its page, and nothing of a closed community ever does."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.generation import current
from engage.models import ContentPage, HomePage
from forums.errors import WrongTarget
from forums.models import Act, ActionThread, ConsultationThread, Thread
from forums.reads.subjects import find_subject, subject_of
from forums.services.arranging import switch_thread
from forums.services.linking import link_subject, unlink
from forums.services.moderating import Verdict, decide
from people.voices import Kind, voices_about
from tests import factories
from tests.actions.plans import make_action, make_plan
from tests.actions.test_board import make_report
from tests.engage.communities import make_community_page
from tests.forums.factories import make_forum, make_member, make_thread, reply, rule_of
from tests.forums.test_pages import shown, signed_in
from tests.juries.factories import make_jury, make_recommendation, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def things(cast):
    """One public thing of each kind with its kind and address."""
    plan = make_plan(cast.county)
    action, report = make_action(plan), make_report(cast, plan)
    home = factories.make_home()
    about = home.add_child(instance=ContentPage(title="How we pay", slug="pay"))
    recommendation = make_recommendation(make_jury(cast.county))
    base = recommendation.jury.get_url()
    consultation = factories.make_consultation(cast.county)
    return {
        Kind.CONSULTATION: (consultation.pk, consultation.get_url()),
        Kind.ACTION: (action.pk, action.get_absolute_url()),
        Kind.REPORT: (report.pk, report.get_absolute_url()),
        Kind.PAGE: (about.pk, about.get_url()),
        Kind.RECOMMENDATION: (recommendation.pk, f"{base}recommendations/{recommendation.number}/"),
    }


def about(thread, kind, pk):
    return link_subject(thread=thread, subject=find_subject(kind.value, pk))


def test_what_people_say_stands_on_the_page_of_each_thing_and_of_a_closed_community_never(cast, things):
    community, quiet = make_forum("Carers"), make_forum("Quiet circle", is_closed=True, moderator=cast.moderator)
    otter, hidden = make_member(community, cast.resident, "Otter"), make_member(quiet, cast.young_person, "Hidden Owl")
    make_member(make_forum("Other circle", is_closed=True), cast.outsider, "Other")
    people = [Client(), *(signed_in(one) for one in (cast.outsider, cast.young_person, cast.moderator, cast.resident))]
    for number, (kind, (pk, url)) in enumerate(things.items()):
        place = reverse("forums:about", args=[kind.value, pk])
        assert "Nobody has said anything about it" in shown(Client().get(url)), kind
        thread = about(make_thread(otter, f"Talk {number}", f"Words & <b>more</b> of {kind.value}."), kind, pk)
        about(make_thread(hidden, f"Hidden talk {number}", "Hidden words."), kind, pk)
        for client in people:
            page, listed = client.get(url), client.get(place)
            assert page.status_code == listed.status_code == 200, (kind, url)
            assert f"“Words &amp; &lt;b&gt;more&lt;/b&gt; of {kind.value}.”" in shown(page)
            assert f'href="{place}"' in page.content.decode()
            assert f'href="{thread.get_absolute_url()}"' in listed.content.decode()
            assert "Hidden" not in page.content.decode() + listed.content.decode(), kind
        back = Client().get(thread.get_absolute_url()).content.decode()
        assert f'href="{url}"' in back
        inside = people[2].get(Thread.objects.get(title=f"Hidden talk {number}").get_absolute_url())
        assert f'href="{url}"' in inside.content.decode(), "members read what their own thread is about"


def test_it_costs_one_statement_and_a_kept_page_shows_the_new_post_at_once(cast, things):
    community, (pk, url) = make_forum(), things[Kind.ACTION]
    member = make_member(community)
    statements, texts = [], []
    for number in range(3):
        cache.clear()
        with CaptureQueriesContext(connection) as context:
            page = Client().get(url)
        statements.append(len(context))
        texts.append(shown(page))
        thread = about(make_thread(member, f"Thread {number}", f"First {number}."), Kind.ACTION, pk)
        for again in range(3):
            reply(thread, member, f"Again {number} {again}.")
    assert statements[0] == statements[1] == statements[2]
    with CaptureQueriesContext(connection) as context:
        assert len(voices_about(Kind.ACTION, pk).latest) == 3
    assert len(context) == 1
    assert "Again 0 2." in texts[1]
    assert "Again 1 2." in texts[2]
    before = current()
    reply(make_thread(member), member)
    assert current() == before, "a thread about nothing is on no page"
    post = reply(thread, member, "Brand new.")
    after = current()
    assert after > before
    assert "Brand new." in shown(Client().get(url))
    decide(post=post, verdict=Verdict("remove", rule_of(community), "No"), by=cast.moderator, at=timezone.now())
    assert current() > after
    assert "Brand new." not in shown(Client().get(url))
    after = current()
    switch_thread(thread=thread, switch="archive", is_on=True, by=cast.moderator, at=timezone.now())
    assert current() > after
    assert "Thread 2" not in shown(Client().get(url))
    community.is_closed = True
    community.save(update_fields=["is_closed"])
    assert "Again" not in shown(Client().get(url)), "a community that closes takes its words along"


def test_whoever_joins_from_there_comes_back(cast, things):
    community, place = make_forum("Carers"), reverse("forums:about", args=["page", things[Kind.PAGE][0]])
    client = signed_in(cast.resident)
    join = f"{community.get_absolute_url()}join/"
    assert f'href="{join}?next={place}"' in client.get(place).content.decode()
    for there in ("https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"):
        assert "elsewhere" not in client.get(f"{join}?next={there}").content.decode()
    done = client.post(join, {"name": "Otter", "next": place})
    assert done.headers["Location"] == place
    assert f"{community.get_absolute_url()}new/?about=page-" in client.get(place).content.decode()


def test_what_people_say_stands_on_sessions_and_on_pages_of_communities(cast):
    member = make_member(make_forum("Carers"), name="Otter")
    jury = make_jury(cast.county)
    session = make_session(jury)
    for number, page in enumerate((session, make_community_page(make_forum("Walkers").community))):
        assert "Nobody has said anything about it" in shown(Client().get(page.get_url()))
        about(make_thread(member, f"Talk {number}", f"Said {number}."), Kind.PAGE, page.pk)
        assert f"“Said {number}.”" in shown(Client().get(page.get_url()))


def test_a_closed_community_moves_nothing_that_everybody_sees(cast, things):
    member, (pk, _url) = make_member(make_forum(is_closed=True)), things[Kind.ACTION]
    thread = make_thread(member)
    before = current()
    about(thread, Kind.ACTION, pk)
    reply(thread, member)
    link_subject(thread=thread, subject=find_subject("action", pk))
    unlink(thread=thread)
    assert current() == before


def test_a_member_starts_a_thread_about_a_thing(cast, things):
    community, (pk, _url) = make_forum("Carers"), things[Kind.RECOMMENDATION]
    quiet = make_forum("Quiet circle", is_closed=True)
    make_member(community, cast.resident, "Otter")
    make_member(quiet, cast.young_person, "Owl")
    place = reverse("forums:about", args=["recommendation", pk])
    start = f"/forums/{community.community.slug}/new/?about=recommendation-{pk}"
    hidden = f"/forums/{quiet.community.slug}/new/"
    client = signed_in(cast.resident)
    listed = client.get(place).content.decode()
    assert f'href="{start}"' in listed
    assert hidden not in listed
    assert hidden in signed_in(cast.young_person).get(place).content.decode()
    assert start not in Client().get(place).content.decode()
    assert f'name="about" value="recommendation-{pk}"' in client.get(start).content.decode()
    words = {"title": "Plain letters", "source": "", "about": f"recommendation-{pk}", "action": "send"}
    refused = client.post(start, words)
    assert refused.status_code == 409
    assert f'value="recommendation-{pk}"' in refused.content.decode()
    draft = client.post(start, words | {"source": "Not yet", "action": "draft"})
    assert draft.headers["Location"] == start
    assert client.post(start, words | {"source": "At last."}).status_code == 302
    thread = Thread.objects.get()
    assert subject_of(thread).pk == pk
    assert "At last." in shown(Client().get(place)) or "Plain letters" in shown(Client().get(place))
    for nonsense in ("recommendation-0", "forum-1", "action-x", f"consultation-{pk}-1", "page-" + "9" * 30):
        assert client.get(f"/forums/{community.community.slug}/new/?about={nonsense}").status_code == 200
    for lost in ("consultation/999999", "nothing/1", "page/1"):
        assert client.get(f"/talk/{lost}/").status_code == 404


def test_a_moderator_says_what_a_thread_is_about_and_takes_it_back(cast, things):
    community = make_forum(moderator=cast.moderator)
    thread = make_thread(make_member(community, cast.resident))
    url = f"{thread.get_absolute_url()}about/"
    for client in (signed_in(cast.resident), signed_in(cast.outsider), signed_in(cast.county_officer)):
        assert client.get(url).status_code == client.post(url, {"address": "/"}).status_code == 404
    client = signed_in(cast.moderator)
    for kind, (pk, address) in things.items():
        client.post(url, {"address": f"http://testserver{address}?page=2#talk"})
        thread.refresh_from_db()
        assert (thread.about, subject_of(thread).pk) == (kind.value, pk), address
        assert address in client.get(url).content.decode()
    assert ActionThread.objects.count() + ConsultationThread.objects.count() == 0, "about one thing at a time"
    for wrong in ("", "/", "/nowhere/", "http://elsewhere.example/plans/", "http://[", "/forums/", "/accounts/login/"):
        refused = client.post(url, {"address": wrong})
        assert refused.status_code == 409, wrong
        assert f'value="{wrong}"' in refused.content.decode() or not wrong
    assert client.post(url, {"action": "detach"}).status_code == 302
    thread.refresh_from_db()
    assert (thread.about, subject_of(thread)) == ("", None)
    assert Act.objects.filter(kind=Act.Kind.ABOUT, thread=thread, by=cast.moderator).count() == len(things) + 1
    assert "Changed what a thread is about" in shown(Client().get(f"/forums/{community.community.slug}/log/"))


def test_what_is_no_longer_public_is_named_nowhere(cast):
    thread = make_thread(make_member(make_forum()))
    consultation = factories.make_consultation(cast.county, title="Secret plans")
    about(thread, Kind.CONSULTATION, consultation.pk)
    assert "Secret plans" in shown(Client().get(thread.get_absolute_url()))
    subject = subject_of(thread)
    consultation.unpublish()
    assert "Secret plans" not in shown(Client().get(thread.get_absolute_url()))
    assert Client().get(f"/talk/consultation/{consultation.pk}/").status_code == 404
    with pytest.raises(WrongTarget):
        link_subject(thread=make_thread(make_member(make_forum())), subject=subject)
    draft = make_action(make_plan(cast.county, published_at=None))
    assert Client().get(f"/talk/action/{draft.pk}/").status_code == 404
    assert "What people say" not in shown(signed_in(cast.county_officer).get(draft.get_absolute_url()))
    assert HomePage.objects.get().live
