"""Put the demonstration on the site; again and again without harm."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Page, Site

from consultations.models import ConsultationIndexPage, ShelfPage
from engage.demo.sign_ins import PASSWORD, PEOPLE
from engage.models import HomePage
from people.models import Organisation, User
from people.roles import Role
from people.services import create_organisation, give_role, make_officer


class Command(BaseCommand):
    help = "Load the demonstration. What stands already is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("The demonstration has public passwords. It is not loaded in production.")
        with transaction.atomic():
            load_pages()
            load_people()


def load_pages() -> None:
    if HomePage.objects.exists():
        return
    home = Page.get_first_root_node().add_child(
        instance=HomePage(title="Engage", slug="front", statement="What should change where you live?")
    )
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    Page.objects.filter(slug="home", depth=2).delete()
    home = HomePage.objects.get()
    index = home.add_child(instance=ConsultationIndexPage(title="Consultations", slug="consultations"))
    for name, slug, kind in [("County Council", "county", "county"), ("Borough Council", "borough", "district")]:
        organisation = create_organisation(name=name, slug=slug, kind=kind)
        index.add_child(instance=ShelfPage(title=name, slug=slug, organisation=organisation))


def load_people() -> None:
    users = [sign_in(email) for email, _role in PEOPLE]
    give_role(user=users[0], role=Role.ADMINISTRATOR)
    for user, slug in zip(users[1:], ("county", "borough"), strict=True):
        make_officer(user=user, organisation=Organisation.objects.get(slug=slug))


def sign_in(email: str) -> User:
    """Return the account of this address, made with its address verified on first use."""
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, PASSWORD)
    from allauth.account.models import EmailAddress

    EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    return user
