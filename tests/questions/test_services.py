from datetime import UTC, datetime, timedelta

import pytest
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from questions import errors, services
from questions.models import Choice, Question, QuestionVersion
from questions.reads import ask, ask_questionnaire, asked_of
from questions.services import ChoiceDraft

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def survey():
    return services.create_questionnaire(title="Buses", at=NOW)


@pytest.fixture
def section(survey):
    return services.add_section(questionnaire=survey, title="Your view")


@pytest.fixture
def leader(section):
    return services.add_question(section=section, kind="yes_no", text="Do you use buses?", is_required=True)


@pytest.fixture
def follower(section, leader):
    yes = leader.choices.get(text="Yes")
    return services.add_question(
        section=section, kind="single", text="Which one?", choices=["No 1", "No 2"], show_if=[yes]
    )


@pytest.fixture
def locked(survey, follower):
    services.lock(survey, at=NOW)
    return follower


def texts(question, **where):
    return list(question.choices.filter(**where).values_list("text", flat=True))


def test_a_survey_is_made_section_by_section(survey, section, leader, follower):
    other = services.add_section(questionnaire=survey, title=" More ", introduction="Hello\x07")
    assert (other.title, other.introduction, other.sort_order) == ("More", "Hello", 2)
    assert texts(leader) == ["Yes", "No"]
    assert (leader.sort_order, follower.sort_order) == (1, 2)
    assert ask(follower).show_if == {leader.choices.get(text="Yes").pk}
    survey.refresh_from_db()
    assert survey.revision == 4


@pytest.mark.parametrize("text", ["", "  ", "\u202e"])
def test_words_are_needed(survey, section, text):
    for refused in (
        lambda: services.create_questionnaire(title=text, at=NOW),
        lambda: services.add_section(questionnaire=survey, title=text),
        lambda: services.edit_section(section=section, title=text),
        lambda: services.add_question(section=section, kind="yes_no", text=text),
    ):
        with pytest.raises(errors.TextMissing):
            refused()


def test_a_nul_byte_is_refused(section):
    with pytest.raises(errors.UnusableCharacters):
        services.add_question(section=section, kind="long_text", text="a\x00b")


def test_an_unknown_kind_is_refused(section):
    with pytest.raises(errors.UnknownKind):
        services.add_question(section=section, kind="telepathy", text="?")


@pytest.mark.parametrize(
    "choices",
    [
        [],
        ["one"],
        ["one", "One"],
        ["one", "x" * 301],
        ["one", ""],
        [ChoiceDraft("a", is_other=True), ChoiceDraft("b", is_other=True)],
        ["one", ChoiceDraft("two", is_exclusive=True)],
        [str(number) for number in range(201)],
    ],
)
def test_choices_that_make_no_sense_are_refused_and_leave_nothing_behind(section, choices):
    with pytest.raises((errors.ChoicesRefused, errors.TextMissing)):
        services.add_question(section=section, kind="single", text="?", choices=choices)
    assert not Question.objects.exists()


def test_a_kind_that_writes_its_own_choices_takes_no_others(section):
    with pytest.raises(errors.ChoicesRefused):
        services.add_question(section=section, kind="yes_no", text="?", choices=["Yep", "Nope"])


def test_a_grid_needs_rows(section):
    with pytest.raises(errors.ChoicesRefused):
        services.add_question(section=section, kind="matrix", text="?", choices=["Good", "Poor"])
    grid = services.add_question(section=section, kind="matrix", text="?", choices=["Good", "Poor"], rows=["Price"])
    assert texts(grid, axis=Choice.Axis.ROW) == ["Price"]


def test_wrong_settings_are_refused(section):
    with pytest.raises(errors.ConfigRefused) as refusal:
        services.add_question(section=section, kind="rating", text="?", config={"maximum": 99})
    assert "maximum" in refusal.value.errors


def test_a_question_of_a_survey_nobody_has_answered_is_edited_freely(follower, leader):
    first, _second = follower.choices.all()
    edited = services.edit_question(
        question=follower, at=NOW, text="Which bus?", choices=["No 3", ChoiceDraft("No 1a", id=first.pk)]
    )
    assert (edited.version, edited.text) == (1, "Which bus?")
    assert texts(edited) == ["No 3", "No 1a"]
    assert edited.choices.get(text="No 1a").pk == first.pk
    assert not QuestionVersion.objects.exists()


def test_the_kind_may_change_until_somebody_answers(follower):
    edited = services.edit_question(question=follower, at=NOW, kind="agree", choices=())
    assert (edited.kind, len(texts(edited))) == ("agree", 5)


def test_what_is_not_named_stays(follower):
    edited = services.edit_question(question=follower, at=NOW, help_text="Think of last week.")
    assert (edited.text, edited.help_text, texts(edited)) == ("Which one?", "Think of last week.", ["No 1", "No 2"])
    assert edited.show_if_choices.count() == 1


def test_a_choice_of_another_question_is_refused(follower, leader):
    with pytest.raises(errors.ChoicesRefused):
        services.edit_question(question=follower, at=NOW, choices=[ChoiceDraft("x", id=leader.choices.first().pk), "y"])


def test_an_edit_after_the_first_answer_keeps_how_it_read(locked, cast):
    edited = services.edit_question(
        question=locked, at=NOW, by=cast.county_officer, text="Which bus?", choices=["No 1", "No 3"]
    )
    assert edited.version == 2
    [version] = edited.versions.all()
    assert (version.number, version.replaced_by, version.replaced_at) == (1, cast.county_officer, NOW)
    assert version.wording["text"] == "Which one?"
    assert [choice["text"] for choice in version.wording["choices"]] == ["No 1", "No 2"]
    assert texts(edited, retired_at=None) == ["No 1", "No 3"]
    assert texts(edited, retired_at=NOW) == ["No 2"]
    again = services.edit_question(question=edited, at=NOW, text="Which bus is it?")
    assert (again.version, list(again.versions.values_list("number", flat=True))) == (3, [1, 2])


def test_an_edit_that_changes_nothing_makes_no_version(locked):
    assert services.edit_question(question=locked, at=NOW, text="Which one?", choices=["No 1", "No 2"]).version == 1
    assert not QuestionVersion.objects.exists()


def test_a_retired_choice_comes_back_as_itself(locked):
    second = locked.choices.get(text="No 2")
    services.edit_question(question=locked, at=NOW, choices=["No 1", "No 3"])
    back = services.edit_question(question=locked, at=NOW, choices=["No 1", "No 2", "No 3"])
    assert back.choices.get(text="No 2").pk == second.pk
    assert not back.choices.filter(retired_at__isnull=False).exists()


def test_the_kind_is_fixed_after_the_first_answer(locked):
    with pytest.raises(errors.KindIsFixed):
        services.edit_question(question=locked, at=NOW, kind="multiple")
    assert services.edit_question(question=locked, at=NOW, kind="single").kind == "single"


def test_a_question_with_answers_retires_and_comes_back_but_is_not_deleted(locked):
    with pytest.raises(errors.SurveyLocked):
        services.remove_question(question=locked)
    services.retire_question(question=locked, at=NOW)
    services.retire_question(question=locked, at=NOW + timedelta(days=1))
    locked.refresh_from_db()
    assert locked.retired_at == NOW
    services.restore_question(question=locked)
    locked.refresh_from_db()
    assert locked.retired_at is None


def test_a_section_with_answers_is_not_deleted(locked, survey):
    with pytest.raises(errors.SurveyLocked):
        services.remove_section(section=locked.section)
    empty = services.add_section(questionnaire=survey, title="Empty")
    services.remove_section(section=empty)
    assert survey.sections.count() == 1


def test_a_question_on_which_another_depends_cannot_go(leader, follower):
    for refused in (
        lambda: services.retire_question(question=leader, at=NOW),
        lambda: services.remove_question(question=leader),
        lambda: services.edit_question(question=leader, at=NOW, kind="long_text"),
    ):
        with pytest.raises(errors.QuestionLeadsOn, match="Which one"):
            refused()
    services.remove_question(question=follower)
    services.remove_question(question=leader)
    assert not Question.objects.exists()


def test_a_choice_on_which_a_question_depends_cannot_go(section, follower):
    services.add_question(section=section, kind="long_text", text="Why?", show_if=[follower.choices.get(text="No 2")])
    with pytest.raises(errors.ChoiceLeadsOn, match="Why"):
        services.edit_question(question=follower, at=NOW, choices=["No 1", "No 3"])


def test_locking_twice_keeps_the_first_moment(survey, django_assert_num_queries):
    services.lock(survey, at=NOW)
    with django_assert_num_queries(0):
        services.lock(survey, at=NOW + timedelta(days=1))
    survey.refresh_from_db()
    assert survey.locked_at == NOW


def test_a_question_depends_only_on_an_earlier_one(section, leader, follower):
    later = services.add_question(section=section, kind="yes_no", text="Later?")
    with pytest.raises(errors.RouteNotEarlier):
        services.edit_question(question=follower, at=NOW, show_if=[later.choices.first()])
    with pytest.raises(errors.RouteNotEarlier):
        services.edit_question(question=leader, at=NOW, show_if=[leader.choices.first()])


def test_a_question_depends_only_on_one_of_the_same_survey(follower):
    other = services.add_section(questionnaire=services.create_questionnaire(title="Other", at=NOW), title="One")
    stranger = services.add_question(section=other, kind="yes_no", text="Stranger?")
    with pytest.raises(errors.RouteElsewhere):
        services.edit_question(question=follower, at=NOW, show_if=[stranger.choices.first()])


def test_a_question_depends_only_on_choices_of_one_question_that_can_lead(section, leader, follower):
    rank = services.add_question(section=section, kind="ranking", text="Rank", choices=["a", "b"])
    last = services.add_question(section=section, kind="long_text", text="Last")
    with pytest.raises(errors.RouteMixed):
        services.edit_question(question=last, at=NOW, show_if=[leader.choices.first(), follower.choices.first()])
    with pytest.raises(errors.RouteUnfit):
        services.edit_question(question=last, at=NOW, show_if=[rank.choices.first()])


def test_a_question_depends_only_on_one_that_is_still_asked(section, leader):
    last = services.add_question(section=section, kind="long_text", text="Last")
    services.retire_question(question=leader, at=NOW)
    with pytest.raises(errors.RouteElsewhere):
        services.edit_question(question=last, at=NOW, show_if=[leader.choices.first()])


def test_questions_move_but_never_before_what_they_depend_on(survey, section, leader, follower):
    more = services.add_section(questionnaire=survey, title="More")
    services.move_question(question=follower, section=more, place=1)
    assert [one.text for one in asked_of(ask_questionnaire(survey))] == ["Do you use buses?", "Which one?"]
    with pytest.raises(errors.RouteNotEarlier, match="Which one"):
        services.move_section(section=more, place=1)
    follower.refresh_from_db()
    with pytest.raises(errors.RouteNotEarlier):
        services.move_question(question=follower, section=section, place=1)
    services.move_question(question=leader, place=99)
    assert [part.title for part in ask_questionnaire(survey)] == ["Your view", "More"]


def test_a_question_does_not_move_into_another_survey(follower):
    other = services.add_section(questionnaire=services.create_questionnaire(title="Other", at=NOW), title="One")
    with pytest.raises(errors.OrderRefused):
        services.move_question(question=follower, section=other, place=1)


def test_an_order_must_name_everything_once(survey, section, leader, follower):
    for order in (
        [(section.pk, [leader.pk])],
        [(section.pk, [leader.pk, leader.pk])],
        [],
        [(0, [leader.pk, follower.pk])],
    ):
        with pytest.raises(errors.OrderRefused):
            services.arrange(questionnaire=survey, order=order)


def test_a_retired_question_may_be_left_out_of_an_order(survey, section, leader, follower):
    services.retire_question(question=follower, at=NOW)
    services.arrange(questionnaire=survey, order=[(section.pk, [leader.pk])])
    assert list(section.questions.all()) == [leader, follower]


def test_other_wordings_are_set_changed_and_taken_away(follower):
    first, second = follower.choices.all()
    services.set_wordings(question=follower, language="ur", text="کون سی؟", choices={first.pk: "ایک"}, at=NOW)
    asked = ask(follower, language="ur")
    assert [choice.lang for choice in asked.choices] == ["ur", "en-gb"]
    services.set_wordings(question=follower, language="ur", text="بس؟", choices={second.pk: "دو"}, at=NOW)
    asked = ask(Question.objects.get(pk=follower.pk), language="ur")
    assert (asked.text, [choice.lang for choice in asked.choices]) == ("بس؟", ["en-gb", "ur"])
    services.set_wordings(question=follower, language="ur", text="", at=NOW)
    assert not follower.wordings.exists()


def test_a_wording_after_the_first_answer_makes_a_version(locked):
    services.set_wordings(question=locked, language="en-gb", style="easy", text="Which bus?", at=NOW)
    locked.refresh_from_db()
    assert locked.version == 2
    assert locked.versions.get().wording["wordings"] == []


@pytest.mark.parametrize(("language", "style"), [("xx", "standard"), ("ur", "loud"), ("en-gb", "standard")])
def test_a_wording_needs_a_language_on_the_list(follower, language, style):
    with pytest.raises(errors.WordingRefused):
        services.set_wordings(question=follower, language=language, style=style, text="x", at=NOW)
    with pytest.raises(errors.WordingRefused):
        services.set_section_wording(section=follower.section, language=language, style=style, title="x")


def test_a_wording_for_a_strange_choice_is_refused(follower, leader):
    with pytest.raises(errors.ChoicesRefused):
        services.set_wordings(
            question=follower, language="ur", text="x", choices={leader.choices.first().pk: "x"}, at=NOW
        )


def test_a_section_is_worded_too(section):
    services.set_section_wording(section=section, language="cy", title="Eich barn")
    assert ask_questionnaire(section.questionnaire, language="cy")[0].title == "Eich barn"


def test_a_copy_is_whole_fresh_and_its_own(survey, section, leader, locked):
    picture = get_image_model().objects.create(title="A bus", file=get_test_image_file())
    locked.choices.filter(text="No 1").update(picture=picture)
    services.set_wordings(question=locked, language="ur", text="کون سی؟", at=NOW)
    services.edit_question(question=locked, at=NOW, choices=[ChoiceDraft("No 1", picture=picture), "No 3"])
    gone = services.add_question(section=section, kind="long_text", text="Gone")
    services.retire_question(question=gone, at=NOW)
    copy = services.copy_questionnaire(questionnaire=survey, title="Trams", at=NOW)
    assert (copy.title, copy.locked_at) == ("Trams", None)
    first, second = asked_of(ask_questionnaire(copy))
    assert (first.text, second.text, second.version) == ("Do you use buses?", "Which one?", 1)
    assert second.show_if == {first.choices[0].id}
    assert second.show_if.isdisjoint(ask(locked).show_if)
    assert [choice.text for choice in second.choices] == ["No 1", "No 3"]
    assert Choice.objects.get(pk=second.choices[0].id).picture == picture
    assert asked_of(ask_questionnaire(copy, language="ur"))[1].text == "کون سی؟"
    services.edit_question(question=Question.objects.get(pk=second.id), at=NOW, text="Which tram?")
    locked.refresh_from_db()
    assert locked.text == "Which one?"


def test_a_question_may_stand_alone(db):
    alone = services.add_question(section=None, kind="yes_no", text="Ready?")
    assert services.edit_question(question=alone, at=NOW, text="Are you ready?").text == "Are you ready?"
    with pytest.raises(errors.OrderRefused):
        services.move_question(question=alone, place=1)
