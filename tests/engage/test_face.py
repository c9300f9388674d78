"""The face of the site: what every page shows, to whom, and what it leaves alone."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.forms import CharField, Form
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Site

from engage import views
from engage.models import ContentPage, SiteFace
from tests import factories

COMPONENTS = sorted((settings.BASE_DIR / "templates" / "components").glob("*.html"))
WAYS_IN = ["account_login", "account_signup", "account_reset_password", "account_request_login_code"]
OWN_PAGES = ["account_email", "account_change_password", "mfa_index", "account_logout", "account_reauthenticate"]


@pytest.fixture
def home(db):
    return factories.make_home()


@pytest.fixture
def face(home):
    return SiteFace.objects.create(site=Site.objects.get(), name="Together", strapline="One county")


def ways(response) -> list[str]:
    menu = response.content.decode().partition('id="menu"')[2].partition("</nav>")[0]
    return [word.strip() for word in re.findall(r"<a [^>]*>([^<]*)</a>", menu)]


def body(response) -> str:
    return " ".join(response.content.decode().split())


# Pages of people who carry no cookie are kept whole


@pytest.mark.parametrize("path", ["/", "/about/", "/nothing/"])
def test_an_anonymous_page_sets_no_cookie_and_carries_no_token(client, home, path):
    home.add_child(instance=ContentPage(title="About us", slug="about"))
    response = client.get(path)
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in body(response)
    assert "Cookie" not in response.get("Vary", "")
    assert not response.wsgi_request.session.accessed


def test_anonymous_people_are_offered_to_sign_in(client, face):
    assert ways(client.get("/"))[-1] == "Sign in"


def test_who_has_signed_in_is_offered_their_account_and_officers_the_desk(client, face, cast):
    client.force_login(cast.resident)
    assert ways(client.get("/"))[-2:] == ["My account", "Sign out"]
    client.force_login(cast.county_officer)
    assert ways(client.get("/"))[-3:] == ["Manage", "My account", "Sign out"]


def test_a_stale_session_cookie_makes_nobody_known(client, face):
    client.cookies[settings.SESSION_COOKIE_NAME] = "made-up"
    assert ways(client.get("/"))[-1] == "Sign in"


def test_the_way_that_leads_here_is_marked(client, face):
    Site.objects.get().root_page.add_child(instance=ContentPage(title="About us", slug="about"))
    marked = re.findall(r'<a href="([^"]*)" aria-current="page">', body(client.get("/about/")))
    assert marked == ["/about/"]


# Name, mark and colour


def test_every_page_shows_the_name(client, face):
    page = body(client.get("/"))
    assert "<span>Together</span>" in page
    assert page.count("One county") == 1
    assert "- Together</title>" in page


def test_a_site_without_a_face_shows_the_plain_one(client, home):
    assert "<span>Engage</span>" in body(client.get("/"))


def test_the_face_is_found_by_host_with_one_statement(face, django_assert_num_queries):
    other = Site.objects.create(hostname="youth.example.org", root_page=Site.objects.get().root_page)
    young = SiteFace.objects.create(site=other, name="The young ones")
    with django_assert_num_queries(1):
        assert SiteFace.objects.of_host("youth.example.org:8000") == young
    assert SiteFace.objects.of_host("youth.example.org") == young
    assert SiteFace.objects.of_host("elsewhere.example.org") == face


def test_a_colour_nobody_could_read_is_refused_with_the_nearest_that_passes(face):
    face.colour = "#FFB81C"
    with pytest.raises(ValidationError) as refusal:
        face.full_clean()
    (message,) = refusal.value.message_dict["colour"]
    nearest = re.search(r"#[0-9a-f]{6}", message)[0]
    face.colour = nearest
    face.full_clean()
    assert face.colour == nearest


@pytest.mark.parametrize("colour", ["green", "#12345", "#12345g"])
def test_what_is_no_colour_is_refused(face, colour):
    face.colour = colour
    with pytest.raises(ValidationError, match="six digits or letters"):
        face.full_clean()


def test_the_colour_is_served_from_the_same_origin_and_kept_for_good(client, face):
    assert "/face/" not in body(client.get("/"))
    face.colour = "#5b1fb8"
    face.save()
    page = body(client.get("/"))
    address = re.search(r'href="(/face/[^"]*)"', page)[1]
    sheet = client.get(address)
    assert sheet["Content-Type"] == "text/css"
    assert "immutable" in sheet["Cache-Control"]
    assert "--brand:#5b1fb8" in sheet.content.decode()
    assert not sheet.cookies


@pytest.mark.parametrize("colour", ["ffb81c", "nothing", "5b1fb", "5B1FB8-"])
def test_a_colour_that_nobody_may_set_is_not_served(client, db, colour):
    assert client.get(f"/face/{colour}.css").status_code == 404


def test_the_mark_is_shown_without_another_statement(client, face, settings, tmp_path, django_assert_num_queries):
    settings.MEDIA_ROOT = tmp_path
    picture = get_image_model().objects.create(title="Mark", file=get_test_image_file(size=(640, 320)))
    face.logo = picture
    face.save()
    with django_assert_num_queries(1):
        shown = SiteFace.objects.of_host("localhost")
        assert (shown.logo_width, shown.logo_height) == (192, 96)
    assert f'<img src="{shown.logo_url}" width="192" height="96" alt="">' in body(client.get("/"))
    face.logo = None
    face.save()
    assert "<img" not in body(client.get("/")).partition("</header>")[0]


def setting(site: Site) -> str:
    return reverse("wagtailsettings:edit", args=["engage", "siteface", site.pk])


def test_an_administrator_sets_the_face_and_is_told_the_nearest_colour(client, face, cast):
    client.force_login(cast.administrator)
    words = {"name": "New name", "strapline": "", "logo": "", "phase": "", "phase_text": ""}
    refused = client.post(setting(face.site), words | {"colour": "#ffb81c"})
    assert "The nearest that can be read is #" in body(refused)
    face.refresh_from_db()
    assert face.name == "Together"
    client.post(setting(face.site), words | {"colour": "#5b1fb8"})
    face.refresh_from_db()
    assert (face.name, face.colour) == ("New name", "#5b1fb8")


@pytest.mark.parametrize("who", ["county_officer", "borough_officer", "outsider"])
def test_nobody_else_sets_the_face(client, face, cast, who):
    client.force_login(getattr(cast, who))
    client.post(setting(face.site), {"name": "Mine now", "colour": "", "strapline": "", "phase": "", "phase_text": ""})
    face.refresh_from_db()
    assert face.name == "Together"


# What went wrong


def test_a_missing_page_says_what_to_do(client, home):
    response = client.get("/nothing/")
    assert response.status_code == 404
    assert "We cannot find that page" in body(response)
    assert 'action="/consultations/"' in body(response)


def test_a_lost_token_says_that_nothing_is_stored(home):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/accounts/login/", {"login": "resident@example.org", "password": "secret"})
    assert response.status_code == 403
    assert "Nothing has been stored" in body(response)


def test_a_broken_page_is_shown_without_a_database():
    """This test may not reach the database: pytest-django refuses every statement of it."""
    response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Something went wrong on our side" in body(response)


# The account pages


@pytest.mark.parametrize("name", WAYS_IN)
def test_the_ways_in_look_like_the_site(client, face, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert "<span>Together</span>" in body(response)
    assert body(response).count("<h1") == 1
    assert "- Together</title>" in body(response)


@pytest.mark.parametrize("name", OWN_PAGES)
def test_the_pages_of_ones_own_account_look_like_the_site(client, face, cast, name):
    client.force_login(cast.resident)
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert body(response).count("<h1") == 1
    assert "<span>Together</span>" in body(response)


def test_a_mistake_when_signing_in_is_summed_up_and_keeps_what_was_typed(client, face):
    response = client.post(reverse("account_login"), {"login": "resident@example.org", "password": ""})
    page = body(response)
    assert '<a href="#id_password">' in page
    assert 'value="resident@example.org"' in page
    assert "<title>Error:" in page


# Components


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_names_its_arguments_first(path: Path):
    first = path.read_text().splitlines()[0]
    assert first.startswith("{# ")
    assert "Argument" in first


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_components_escape_what_they_are_given(path: Path):
    evil = "<script>alert(1)</script>"
    names = ["text", "title", "summary", "href", "code", "label", "value", "status", "status_text", "hint", "link_text"]
    pairs = [(evil, evil)]
    rows = [
        {"term": evil, "text": evil, "href": evil, "title": evil, "state": "done", "note": evil, "status_text": evil}
    ]
    lists = {"problems": pairs, "crumbs": pairs, "rows": rows, "steps": rows, "tasks": rows, "facts": [evil]}
    html = render_to_string(f"components/{path.name}", dict.fromkeys(names, evil) | lists)
    assert "<script>" not in html


class SampleForm(Form):
    town = CharField(label="Town", help_text="Or the nearest.")


def test_a_field_ties_label_hint_and_error_together():
    form = SampleForm({"town": ""})
    form.is_valid()
    html = render_to_string("components/field.html", {"field": form["town"]})
    assert '<label for="id_town">' in html
    described = re.search(r'aria-describedby="([^"]*)"', html)[1].split()
    assert described == ["id_town_helptext", "id_town_error"]
    assert all(f'id="{name}"' in html for name in described)
    assert 'aria-invalid="true"' in html


def test_an_error_summary_takes_the_focus_and_leads_to_the_fields():
    html = render_to_string(
        "components/error_summary.html", {"problems": [("id_town", "Write a town"), ("", "Closed")]}
    )
    assert 'tabindex="-1"' in html
    assert "autofocus" in html
    assert '<a href="#id_town">Write a town</a>' in html
    assert "<li>Closed</li>" in html
    assert render_to_string("components/error_summary.html", {"problems": []}).strip() == ""


def test_the_styleguide_shows_every_component(client, face):
    response = client.get("/styleguide/")
    used = {template.name for template in response.templates if template.name}
    shown_elsewhere = {"components/account_menu.html"}
    assert {f"components/{path.name}" for path in COMPONENTS} - used == shown_elsewhere


def test_the_one_sheet_is_found_where_templates_link_it():
    path = finders.find("css/engage.css")
    sheet = Path(path).read_text()
    assert sheet.startswith(":root{")
    assert ".btn{" in sheet
    assert "/*" not in sheet
    of_a_room = Path(finders.find("css/rooms/forum.css")).read_text()
    assert of_a_room.startswith(".talks,.posts{")
    assert "/*" not in of_a_room
    assert finders.find("css/rooms/none.css") is None


def test_no_template_says_a_time_in_djangos_own_format():
    """It writes 'a.m.', after which a sentence ends in two full stops; `core.moments` says times."""
    formats = {
        (path.name, one)
        for path in (settings.BASE_DIR / "templates").rglob("*.*")
        for one in re.findall(r"\|(?:time|date):\"([^\"]*)\"", path.read_text())
    }
    assert formats
    assert [one for one in formats if re.search(r"[aAgPfhG]", one[1])] == []
