"""Put the tree of the demonstration in place: home, plain pages, partners with their shelves, subjects, people."""

from __future__ import annotations

from datetime import date

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from wagtail.models import Page, Site

from consultations.models import Area, Audience, ConsultationIndexPage, Topic
from consultations.services.rights import open_shelf
from engage.demo import pages, partners
from engage.demo.sign_ins import PASSWORD, PEOPLE
from engage.models import ContentPage, HomePage, SiteFace
from people.models import CommunityOfInterest, Organisation, User
from people.roles import Role
from people.services import create_organisation, ensure_groups, give_role, make_officer


def place_home() -> HomePage:
    """Return the home page, made in place of Wagtail's own on first use."""
    found = HomePage.objects.first()
    if found is not None:
        return found
    Page.get_first_root_node().add_child(
        instance=HomePage(
            title="Home", slug="front", statement=pages.STATEMENT, introduction=pages.INTRODUCTION, show_in_menus=False
        )
    )
    home = HomePage.objects.get()
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="Leicestershire Together")
    for page in Page.objects.filter(slug="home", depth=2):
        page.delete()
    return HomePage.objects.get()


def place_face(home: HomePage) -> None:
    """Name the partnership and say on every page that this is a demonstration."""
    site = home.get_site()
    SiteFace.objects.get_or_create(
        site=site,
        defaults={
            "name": pages.NAME,
            "strapline": pages.STRAPLINE,
            "phase": pages.PHASE,
            "phase_text": pages.PHASE_TEXT,
        },
    )


def place_plain_pages(home: HomePage, *, today: date) -> None:
    for slug, title, introduction, blocks in pages.PAGES:
        if ContentPage.objects.child_of(home).filter(slug=slug).exists():
            continue
        page = ContentPage(title=title, slug=slug, introduction=introduction, body=list(blocks), reviewed_on=today)
        home.add_child(instance=page).save_revision().publish()
        home.refresh_from_db()


def place_index(home: HomePage) -> ConsultationIndexPage:
    found = ConsultationIndexPage.objects.first()
    if found is not None:
        return found
    return home.add_child(instance=ConsultationIndexPage(title="Consultations", slug="consultations"))


def place_subjects() -> None:
    for model, rows in ((Topic, partners.TOPICS), (Area, partners.AREAS), (Audience, partners.AUDIENCES)):
        for slug, name in rows:
            model.objects.get_or_create(slug=slug, defaults={"name": name})


def place_partners() -> None:
    for slug, name, short_name, kind, description in partners.ORGANISATIONS:
        organisation = Organisation.objects.filter(slug=slug).first() or create_organisation(
            name=name, slug=slug, short_name=short_name, kind=kind, description=description
        )
        open_shelf(organisation)
    for slug, name, description, lead_role, lead in partners.COMMUNITIES:
        CommunityOfInterest.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name,
                "description": description,
                "lead_role": lead_role,
                "lead_organisation": Organisation.objects.get(slug=lead),
            },
        )


def place_people() -> None:
    ensure_groups()
    known = {user.email: user for user in User.objects.filter(email__in=[sign_in.email for sign_in in PEOPLE])}
    # Worked out once: it is the same for everybody, and slow on purpose.
    password = make_password(PASSWORD) if len(known) < len(PEOPLE) else ""
    for sign_in in PEOPLE:
        user = known.get(sign_in.email)
        if user is None:
            user = User.objects.create(
                email=sign_in.email,
                password=password,
                first_name=sign_in.first_name,
                last_name=sign_in.last_name,
            )
        EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
        if sign_in.role:
            give_role(user=user, role=Role[sign_in.role])
        if sign_in.organisation:
            make_officer(user=user, organisation=Organisation.objects.get(slug=sign_in.organisation))
