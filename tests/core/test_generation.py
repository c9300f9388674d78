import pytest
from django.db import IntegrityError, connection, transaction

from core import generation
from core.models import Generation

pytestmark = pytest.mark.django_db


def test_it_is_read_in_one_statement(django_assert_num_queries):
    generation.raise_generation()
    with django_assert_num_queries(1):
        generation.current()


def test_before_the_first_publication_it_is_nought():
    Generation.objects.all().delete()
    assert generation.current() == 0


def test_every_publication_raises_it():
    numbers = [generation.raise_generation() for _ in range(50)]
    assert numbers == sorted(set(numbers))
    assert generation.current() == numbers[-1]


def test_it_rises_even_where_the_clock_was_set_back():
    far_ahead = 2**62
    Generation.objects.update_or_create(pk=1, defaults={"number": far_ahead})
    assert generation.raise_generation() == far_ahead + 1


def test_a_number_that_was_rolled_back_does_not_come_back():
    before = generation.raise_generation()
    savepoint = transaction.savepoint()
    undone = generation.raise_generation()
    transaction.savepoint_rollback(savepoint)
    assert generation.current() == before
    assert generation.raise_generation() > undone


def test_there_is_only_one_row():
    generation.raise_generation()
    with pytest.raises(IntegrityError), transaction.atomic():
        Generation.objects.create(pk=2, number=1)
    assert connection.needs_rollback is False
