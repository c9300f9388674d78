"""The demonstration's consultation that asks the age: its tables are there to be seen, its smallest band is not."""

from __future__ import annotations

import pytest
from django.utils import timezone

from consultations.models import Answer, ConsultationPage, EqualityTable, Groups, GroupTable, Response
from engage.demo.closed import COHESION
from engage.demo.load import _fill
from engage.demo.place import place_home, place_index, place_partners, place_people, place_subjects
from engage.demo.publish import place_consultation
from questions.models import Style


@pytest.mark.django_db
def test_the_ages_are_told_but_for_the_few(client):
    at = timezone.now()
    place_index(place_home())
    place_subjects()
    place_partners()
    place_people()
    page = place_consultation(COHESION, today=timezone.localdate(at))
    _fill(page, COHESION, at=at)
    age = ConsultationPage.objects.get(pk=page.pk).survey.age_question
    youngest, *others = age.choices.order_by("sort_order")

    told = GroupTable.objects.get(consultation=page, groups=Groups.AGE, question=None)
    assert 0 < told.counts[str(youngest.pk)] < 10
    assert told.published[str(youngest.pk)] is None
    assert all(told.published[str(choice.pk)] for choice in others)
    cuts = GroupTable.objects.filter(consultation=page, groups=Groups.AGE, question__isnull=False)
    assert [cut.question.kind for cut in cuts.order_by("question") if cut.published] == ["agree", "single"]
    assert not EqualityTable.objects.filter(question=age).exists()

    young = Response.objects.filter(style=Style.YOUNG)
    assert set(young.values_list("channel", flat=True)) == {"online"}
    read = Answer.objects.filter(response__in=young, question=age)
    assert 50 <= read.count() <= young.count()
    assert {answer.value for answer in read} == {youngest.pk, others[0].pk}
    shown = client.get(f"{page.url}results/").content.decode()
    assert "Version for young people" in shown
    assert f'<th scope="row">{others[0].text}</th>' in shown
    _fill(page, COHESION, at=at)
    assert Response.objects.count() == COHESION.responses
