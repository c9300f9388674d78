"""The front of the section: few statements however much there is, help one tap away, nothing from elsewhere."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from core.generation import raise_generation
from tests import factories
from tests.youth.factories import make_article, make_checked, make_section
from tests.youth.test_competitions import make_competition
from youth.models import HelpLink, WhatsOn
from youth.services.asking import let_poll_out, run_week_polls, suggest_poll

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 10


def fill(adult, number):
    at = timezone.now()
    for _each in range(number):
        picture = get_image_model().objects.create(title="A pier", file=get_test_image_file(size=(320, 200)))
        make_article(by=adult, picture=picture, picture_alt="A pier")
        factories.make_consultation(is_for_young_people=True)
        make_competition(opens_at=at - timedelta(days=1), closes_at=at + timedelta(days=1))
        WhatsOn.objects.create(
            title="Open gym",
            slug=f"gym-{WhatsOn.objects.count()}",
            summary="Come.",
            starts_at=at,
            ends_at=at + timedelta(hours=2),
            place="The gym",
            cost="Free",
            access="No steps.",
            run_by="The gym",
            published_at=at,
        )


def read(client, path="/youth/"):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_front_takes_ten_statements_at_most_however_much_there_is(client, django_assert_max_num_queries):
    front, adult = make_section(), make_checked()
    front.organisation = factories.make_organisation()
    front.save()
    at = timezone.now()
    today = timezone.localdate(at)
    answers = "The bus\nThe train"
    poll = suggest_poll(question="Which?", answers=answers, starts_on=today, ends_on=today, by=adult, at=at)
    let_poll_out(poll=poll, by=adult, at=at)
    run_week_polls(at)
    for number in (1, 7):
        fill(adult, number)
        read(client)  # the roots of sites are kept after the first page
        raise_generation()
        with django_assert_max_num_queries(MOST_STATEMENTS):
            page = read(client)
    assert page.count('class="tile-img"') == 6
    assert "Which?" in page


def test_the_empty_front_says_what_would_be_here(client):
    make_section()
    page = read(client)
    for words in ("Nothing here yet", "Nobody is asking anything today", "Nothing is planned"):
        assert words in page


@pytest.mark.parametrize("path", ["/youth/", "/youth/help/", "/youth/privacy/", "/youth/have-your-say/"])
def test_help_and_the_way_out_stand_on_every_page(client, path):
    make_section()
    page = read(client, path)
    assert page.count('href="/youth/help/"') >= 2
    assert re.search(r'<a class="exit-btn" href="https://www\.bbc\.co\.uk/weather"[^>]*data-exit', page)
    assert 'href="/youth/help/#leaving"' in page
    assert re.findall(r'(?:src|srcset)="(?:https?:)?//', page) == []


def test_where_nothing_is_help_and_the_way_out_are_at_hand(client):
    make_section()
    for path in ("/youth/nowhere/", "/youth/team/", "/youth/read/none/"):
        client.force_login(factories.make_user())
        answer = client.get(path)
        assert answer.status_code == 404
        assert 'class="exit-btn"' in answer.content.decode()
        assert "Get help now" in answer.content.decode()


def test_help_names_somebody_even_before_the_list_is_kept(client):
    make_section()
    assert "0800 1111" in read(client, "/youth/help/")
    HelpLink.objects.create(title="Childline", words="Anything.", phone="0800 1111", is_urgent=True)
    assert 'href="tel:08001111"' in read(client, "/youth/help/")
    assert 'id="leaving"' in read(client, "/youth/help/")


def test_the_privacy_notice_tells_the_clocks_the_site_goes_by(client):
    make_section()
    page = read(client, "/youth/privacy/")
    for words in ("14 days at most", "gone after 30 days", "Information Commissioner"):
        assert words in page


def test_who_carries_no_cookie_gets_none(client):
    make_section()
    for path in ("/youth/", "/youth/help/", "/youth/privacy/", "/youth/have-your-say/", "/youth/competitions/"):
        assert not client.get(path).cookies, path
