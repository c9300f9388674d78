"""What the room keeps of jurors, how long, and that it can be shown, erased and sealed anew."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from consultations.services.rotating import rotate_vault
from juries.models import Draft, Juror, JuryPage, MakeUpAnswer
from juries.models.jurors import KEPT_AFTER_CLOSING, KEPT_UNCLOSED
from juries.services.jurors import contact_of
from juries.services.make_up import Share, agree, set_shares
from juries.services.room import add_note, add_paper, clear_files, write_statement
from people import ticks
from people.models import Notice
from people.privacy import apply_retention, erase_person, held_about
from tests.juries.factories import make_jury
from tests.juries.rooms import enter, make_draft, make_vote, now, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def jury(cast):
    return make_jury(cast.county, ends_on=None)


def say(juror) -> None:
    set_shares(jury=juror.jury, feature="age", shares=[Share("Under 25", 50)], by=None)
    agree(juror=juror, answers={"age": "Under 25"})


@pytest.mark.parametrize("closed", [True, False])
def test_who_a_juror_is_is_erased_in_time(jury, closed):
    (ann,) = seat(jury, 1)
    say(ann)
    at = timezone.now()
    kept = KEPT_AFTER_CLOSING if closed else KEPT_UNCLOSED
    field = "closed_on" if closed else "ends_on"
    JuryPage.objects.filter(pk=jury.pk).update(starts_on=None, **{field: at.date() - kept + timedelta(days=1)})
    apply_retention(at=at)
    assert contact_of(Juror.objects.get()) is not None
    JuryPage.objects.filter(pk=jury.pk).update(**{field: at.date() - kept})
    apply_retention(at=at)
    juror = Juror.objects.get()
    assert (contact_of(juror), juror.email_key, juror.token_hash) == (None, "", "")
    assert juror.display_name == "Ann"
    assert MakeUpAnswer.objects.count() == 0
    assert not Notice.objects.filter(kind="jury-invitation").exclude(sealed=b"").exists()


def test_jurors_find_and_erase_their_place_by_their_address(jury, cast):
    ann, ben = seat(jury, 2)
    draft = make_draft(ann)
    add_note(draft=draft, juror=ann, text="My own words", at=now())
    say(ann)
    client = enter(ann)
    EmailAddress.objects.create(user=cast.resident, email="ann@post.example", verified=False)
    assert "Ann Otter" not in str(held_about(cast.resident)), "an address counts once it is proved"
    EmailAddress.objects.filter(user=cast.resident).update(verified=True)
    held = str(held_about(cast.resident))
    assert {"Ann Otter", "My own words", "Under 25"} <= {
        word for word in ("Ann Otter", "My own words", "Under 25") if word in held
    }
    assert "Ben Otter" not in held
    erase_person(user=cast.resident, at=timezone.now())
    ann.refresh_from_db()
    assert contact_of(ann) is None
    assert (ann.display_name, ann.left_at is None) == ("Juror 1", False)
    assert client.get("/juries/room/").status_code == 403
    assert draft.notes.get().text == "My own words"
    assert contact_of(Juror.objects.get(pk=ben.pk)) is not None


def test_a_new_secret_of_the_vault_seals_jurors_too(jury, settings):
    (ann,) = seat(jury, 1)
    settings.VAULT_SECRETS = ["a new secret of the vault", *settings.VAULT_SECRETS]
    done = {one.table: one for one in rotate_vault()}
    assert done["juries.Juror"].sealed == 1
    settings.VAULT_SECRETS = settings.VAULT_SECRETS[:1]
    assert contact_of(Juror.objects.get(pk=ann.pk))["name"] == "Ann Otter"


def test_a_jury_that_is_deleted_takes_its_room_along(jury, cast, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    other = make_jury(cast.borough)
    for number, one in enumerate((jury, jury, other)):
        file = SimpleUploadedFile(f"{number}.csv", b"figures")
        add_paper(jury=one, title="Figures", file=file, at=now(), by=None)
    ann, *_others = seat(jury, 3)
    draft = make_draft(ann)
    add_note(draft=draft, juror=ann, text="My own words", at=now())
    write_statement(draft=draft, juror=ann, text="No", at=now())
    make_vote(draft)
    client.force_login(cast.administrator)
    client.post(reverse("wagtailadmin_pages:delete", args=[jury.pk]))
    written = max(path.stat().st_mtime for path in tmp_path.rglob("*.csv"))
    moment = datetime.fromtimestamp(written, tz=UTC) + timedelta(hours=1)
    assert clear_files(moment - timedelta(minutes=1)) == 0
    assert (clear_files(moment), clear_files(moment)) == (2, 0)
    assert [path.name for path in tmp_path.rglob("*.csv")] == ["2.csv"]
    assert "jury-papers" in {tick.name for tick in ticks.registered()}
    assert not Juror.objects.exists()
    assert not Draft.objects.exists()
