"""The vault: names that cannot be matched, contents that tell nothing, erasure that reaches."""

from __future__ import annotations

import uuid
from base64 import urlsafe_b64decode
from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.management import call_command
from django.db.models import BinaryField
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from consultations.models import Contact, VaultRecord
from consultations.privacy_vault import collect, erase, expire_contacts, expire_vault
from consultations.services.private import (
    KEPT_AT_MOST,
    ContactGiven,
    about_you_of,
    contact_of,
    erase_private,
    names_of,
    store_private,
)
from consultations.services.rotating import SEALED
from consultations.vault import ABOUT_YOU, CONTACT, SealBroken, email_key, reseal, row_key, seal, unseal
from people.models import Notice
from people.notices import letter_of, notify
from people.privacy import registered
from tests import factories
from tests.consultations.answered import make_closed, make_response

ADA = ContactGiven(name="Ada", email="Ada@Example.org", wants_outcome=True)


class TestLocks:
    def test_the_same_response_is_named_differently_for_each_purpose(self):
        public_id = uuid.uuid4()
        assert row_key(public_id, CONTACT) == row_key(str(public_id), CONTACT)
        assert row_key(public_id, CONTACT) != row_key(public_id, ABOUT_YOU)
        assert len(row_key(public_id, CONTACT)) == 64

    def test_names_depend_on_their_own_secret(self, settings):
        public_id = uuid.uuid4()
        before = row_key(public_id, CONTACT)
        settings.SECRET_KEY = "another"
        settings.VAULT_SECRETS = ["another"]
        assert row_key(public_id, CONTACT) == before
        settings.VAULT_NAME_SECRET = "another"
        assert row_key(public_id, CONTACT) != before

    @pytest.mark.parametrize("email", ["ada@example.org", " ADA@EXAMPLE.ORG ", "Ada@example.org"])
    def test_an_address_is_found_however_it_is_typed(self, email):
        assert email_key(email) == email_key("ada@example.org")
        assert email_key(email) != email_key("bob@example.org")

    @given(st.dictionaries(st.text(max_size=20), st.text(max_size=40), max_size=10))
    def test_what_is_sealed_is_opened(self, content):
        assert unseal(seal(content)) == content

    def test_the_length_does_not_tell_the_answers(self):
        little = seal({"age": "16_17"})
        much = seal({str(number): "a long answer indeed" for number in range(11)})
        assert len(little) == len(much)

    def test_equal_answers_do_not_look_equal_and_carry_no_moment(self):
        one, two = seal({"sex": "male"}), seal({"sex": "male"})
        assert one != two
        assert urlsafe_b64decode(one)[1:9] == bytes(8)

    def test_secrets_are_replaced_without_losing_anything(self, settings):
        settings.VAULT_SECRETS = ["old"]
        sealed = seal({"sex": "male"})
        settings.VAULT_SECRETS = ["new", "old"]
        assert unseal(sealed) == {"sex": "male"}
        again = reseal(sealed)
        settings.VAULT_SECRETS = ["new"]
        assert unseal(again) == {"sex": "male"}
        with pytest.raises(SealBroken):
            unseal(sealed)
        with pytest.raises(SealBroken):
            reseal(sealed)

    def test_tampering_is_noticed(self):
        sealed = bytearray(seal({"sex": "male"}))
        sealed[40] ^= 1
        with pytest.raises(SealBroken):
            unseal(bytes(sealed))


@pytest.mark.django_db
class TestStore:
    def test_three_tables_hold_nothing_in_the_open_and_no_way_between_them(self, cast):
        # Long words: two or three letters stand in a ciphertext by chance now and then.
        ada = ContactGiven(name="Augusta Lovelace", email="Augusta@Example.org", wants_outcome=True)
        response = make_response(
            make_closed(cast.county), contact=ada, about_you={"sex": "female"}, code="RECEIPTOFADA"
        )
        contact, record = Contact.objects.get(), VaultRecord.objects.get()
        for row in (contact, record):
            stored = " ".join(
                str(bytes(value) if isinstance(value, memoryview) else value) for value in vars(row).values()
            )
            for secret in ("Augusta", "Lovelace", "example.org", "female", response.public_id.hex, response.code):
                assert secret.lower() not in stored.lower().replace("-", "")
            assert not any(
                field.related_model.__name__ == "Response" for field in row._meta.fields if field.is_relation
            )
        assert contact.key != record.key
        assert contact_of(response) == ada
        assert about_you_of(response) == {"sex": "female"}

    def test_no_row_says_when_it_was_written(self, cast):
        consultation = make_closed(cast.county)
        make_response(consultation, contact=ADA, about_you={"sex": "female"}, at=timezone.now() - timedelta(days=50))
        make_response(consultation, contact=ADA, about_you={"sex": "male"}, at=timezone.now() - timedelta(days=11))
        day = (consultation.closes_at + KEPT_AT_MOST).date()
        for model in (Contact, VaultRecord):
            assert set(model.objects.values_list("kept_until", flat=True)) == {day}
            assert not [one.name for one in model._meta.fields if one.get_internal_type() == "DateTimeField"]
            assert model._meta.pk.get_internal_type() == "UUIDField"

    def test_a_change_replaces_and_a_blank_erases(self, cast, django_assert_max_num_queries):
        response = make_response(make_closed(cast.county), contact=ADA, about_you={"sex": "female"})
        with django_assert_max_num_queries(4):
            store_private(
                response=response, contact=ContactGiven(name="Bo"), about_you={"sex": "male"}, at=timezone.now()
            )
        assert contact_of(response) == ContactGiven(name="Bo")
        assert about_you_of(response) == {"sex": "male"}
        assert Contact.objects.get().email_key == ""
        store_private(response=response, contact=None, about_you={}, at=timezone.now())
        assert not Contact.objects.exists()
        assert not VaultRecord.objects.exists()

    def test_erasing_one_leaves_the_others(self, cast):
        consultation = make_closed(cast.county)
        one = make_response(consultation, contact=ADA, about_you={"sex": "female"})
        other = make_response(consultation, contact=ContactGiven(name="Bo"), about_you={"sex": "male"})
        erase_private(response=one)
        assert contact_of(one) is None
        assert about_you_of(one) == {}
        assert contact_of(other) == ContactGiven(name="Bo")
        assert about_you_of(other) == {"sex": "male"}

    def test_without_an_address_nobody_can_be_told(self, cast):
        response = make_response(make_closed(cast.county), contact=ContactGiven(name="Bo", wants_outcome=True))
        assert contact_of(response) == ContactGiven(name="Bo", wants_outcome=False)

    def test_names_come_in_one_statement(self, cast, django_assert_num_queries):
        consultation = make_closed(cast.county)
        sent = [make_response(consultation, contact=ContactGiven(name=name)) for name in ("Ada", "Bo", "Cy")]
        nameless = make_response(consultation)
        with django_assert_num_queries(1):
            names = names_of([one.public_id for one in [*sent, nameless]])
        assert sorted(names.values()) == ["Ada", "Bo", "Cy"]

    def test_a_lost_secret_loses_the_contact_and_breaks_nothing(self, cast, settings):
        response = make_response(make_closed(cast.county), contact=ADA)
        settings.VAULT_SECRETS = ["another"]
        assert contact_of(response) is None
        assert names_of([response.public_id]) == {}


@pytest.mark.django_db
class TestRotation:
    def test_the_command_seals_everything_again(self, cast, settings):
        settings.VAULT_SECRETS = ["old"]
        response = make_response(make_closed(cast.county), contact=ADA, about_you={"sex": "female"})
        notify(kind="copy", key="1", recipient="ada@example.org", subject="s", body="b", at=timezone.now())
        settings.VAULT_SECRETS = ["new", "old"]
        said = StringIO()
        call_command("rotate_vault", stdout=said)
        assert "consultations.Contact: 1 sealed again, 0 that no secret opens" in said.getvalue()
        settings.VAULT_SECRETS = ["new"]
        assert contact_of(response).name == "Ada"
        assert about_you_of(response) == {"sex": "female"}
        assert letter_of(Notice.objects.get()).recipient == "ada@example.org"

    def test_what_no_secret_opens_is_told_and_kept(self, cast, settings):
        settings.VAULT_SECRETS = ["lost"]
        make_response(make_closed(cast.county), about_you={"sex": "female"})
        before = bytes(VaultRecord.objects.get().content)
        settings.VAULT_SECRETS = ["new"]
        said = StringIO()
        call_command("rotate_vault", stdout=said)
        assert "consultations.VaultRecord: 0 sealed again, 1 that no secret opens" in said.getvalue()
        assert bytes(VaultRecord.objects.get().content) == before


@pytest.mark.django_db
class TestOwnData:
    def verified(self, email, *, verified=True):
        user = factories.make_user(email)
        EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
        return user

    def test_shows_what_was_given_with_a_proved_address(self, cast):
        make_response(make_closed(cast.county), contact=ADA, about_you={"sex": "female"})
        make_response(make_closed(cast.county), contact=ContactGiven(name="Bo", email="bo@example.org"))
        (row,) = collect(self.verified("ada@example.org"))
        assert "Ada" in row.values()
        assert "Female" in row.values()
        assert "Bo" not in row.values()

    def test_an_address_that_is_not_proved_shows_and_erases_nothing(self, cast):
        make_response(make_closed(cast.county), contact=ADA, about_you={"sex": "female"})
        user = self.verified("ada@example.org", verified=False)
        assert collect(user) == []
        assert erase(user, timezone.now()) == 0
        assert Contact.objects.count() == 1

    def test_erases_contact_and_equality_answers_of_that_address_alone(self, cast):
        response = make_response(make_closed(cast.county), contact=ADA, about_you={"sex": "female"})
        other = make_response(
            make_closed(cast.county), contact=ContactGiven(email="bo@example.org"), about_you={"sex": "male"}
        )
        assert erase(self.verified("ada@example.org"), timezone.now()) == 2
        assert contact_of(response) is None
        assert about_you_of(response) == {}
        assert about_you_of(other) == {"sex": "male"}

    @pytest.mark.parametrize(("days", "erased"), [(-1, 0), (0, 0), (1, 1)])
    def test_the_clock_erases_after_the_last_day(self, cast, days, erased):
        make_response(make_closed(cast.county), contact=ADA, about_you={"sex": "female"})
        last = Contact.objects.get().kept_until
        at = timezone.now().replace(year=last.year, month=last.month, day=last.day) + timedelta(days=days)
        assert expire_contacts(at) == erased
        assert expire_vault(at) == erased

    def test_is_known_to_the_registry(self):
        assert {"consultation-contacts", "equality-answers"} <= {kind.slug for kind in registered()}


def test_every_column_of_bytes_is_sealed_again_or_is_no_seal():
    """A room that seals something registers it: otherwise it could not be opened once a secret is replaced."""
    columns = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, BinaryField)
    }
    sealed_again = {(model._meta.label, field) for model, field in SEALED}
    assert columns - sealed_again == {("live.Event", "secret"), ("juries.DraftVote", "secret")}
