import pytest
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from questions.models import ChoiceWording, Questionnaire, QuestionWording, Section, SectionWording
from questions.reads import ask, ask_questionnaire, asked_of, wordings_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def questionnaire():
    found = Questionnaire.objects.create(title="Buses", created_at=timezone.now())
    Section.objects.create(questionnaire=found, title="Second", sort_order=2)
    first = Section.objects.create(questionnaire=found, title="First", introduction="Hello", sort_order=1)
    factories.make_question(first, kind="single", text="Second question", sort_order=2)
    factories.make_question(first, kind="matrix", text="First question", sort_order=1)
    return found


def test_sections_and_questions_come_in_order(questionnaire):
    sections = ask_questionnaire(questionnaire)
    assert [section.title for section in sections] == ["First", "Second"]
    assert [asked.text for asked in asked_of(sections)] == ["First question", "Second question"]
    grid = sections[0].questions[0]
    assert [row.text for row in grid.rows] == ["Mornings", "Evenings"]
    assert [choice.text for choice in grid.choices] == ["Good", "Fair", "Poor"]


def test_retired_questions_are_left_out_and_retired_choices_are_not(questionnaire):
    grid, single = asked_of(ask_questionnaire(questionnaire))
    questionnaire.sections.first().questions.filter(pk=grid.id).update(retired_at=timezone.now())
    question = questionnaire.sections.first().questions.get(pk=single.id)
    question.choices.filter(text="Car").update(retired_at=timezone.now())
    [left] = asked_of(ask_questionnaire(questionnaire))
    assert [choice.text for choice in left.choices] == ["Bus", "Car", "On foot"]
    assert [choice.text for choice in left.offered] == ["Bus", "On foot"]
    assert len(asked_of(ask_questionnaire(questionnaire, include_retired=True))) == 2


def add_urdu(questionnaire):
    question = questionnaire.sections.first().questions.get(text="Second question")
    QuestionWording.objects.create(question=question, language="ur", text="سوال", help_text="مدد")
    ChoiceWording.objects.create(choice=question.choices.first(), language="ur", text="بس")
    SectionWording.objects.create(section=question.section, language="ur", text="پہلا", help_text="سلام")
    return question


def test_a_wording_is_used_and_what_is_missing_falls_back_with_its_own_language(questionnaire):
    add_urdu(questionnaire)
    [section, other] = ask_questionnaire(questionnaire, language="ur")
    assert (section.title, section.introduction, section.lang, section.dir) == ("پہلا", "سلام", "ur", "rtl")
    assert (other.title, other.lang) == ("Second", "en-gb")
    grid, single = section.questions
    assert (grid.text, grid.lang, grid.dir) == ("First question", "en-gb", "ltr")
    assert (single.text, single.help_text, single.lang, single.dir) == ("سوال", "مدد", "ur", "rtl")
    assert [(choice.text, choice.lang) for choice in single.choices][:2] == [("بس", "ur"), ("Car", "en-gb")]


def test_another_style_falls_back_to_the_standard_style_of_the_same_language(questionnaire):
    question = add_urdu(questionnaire)
    assert ask(question, language="ur", style="easy").text == "سوال"
    QuestionWording.objects.create(question=question, language="ur", style="easy", text="آسان")
    easy = ask(question, language="ur", style="easy")
    assert (easy.text, easy.style) == ("آسان", "easy")
    assert ask(question, style="easy").style == "standard"
    assert ask(question).text == "Second question"


def test_the_wordings_on_offer(questionnaire):
    assert wordings_of(questionnaire) == [("en-gb", "standard")]
    question = add_urdu(questionnaire)
    QuestionWording.objects.create(question=question, language="en-gb", style="easy", text="Easy")
    assert wordings_of(questionnaire) == [("en-gb", "standard"), ("en-gb", "easy"), ("ur", "standard")]


def test_other_wordings_have_the_same_ids_and_so_count_together(questionnaire):
    add_urdu(questionnaire)
    standard, urdu = (asked_of(ask_questionnaire(questionnaire, language=code)) for code in ("en-gb", "ur"))
    assert [[choice.id for choice in one.choices] for one in standard] == [
        [choice.id for choice in one.choices] for one in urdu
    ]


@pytest.fixture
def image():
    return get_image_model().objects.create(title="A bus", file=get_test_image_file(size=(800, 600)))


def test_a_picture_comes_as_renditions_of_its_own(questionnaire, image):
    single = questionnaire.sections.first().questions.get(text="Second question")
    single.choices.filter(text="Bus").update(picture=image)
    picture = asked_of(ask_questionnaire(questionnaire))[1].choices[0].picture
    assert (picture.width, picture.height) == (320, 200)
    assert "640w" in picture.srcset


def test_a_picture_whose_file_is_gone_is_left_out(questionnaire, image):
    single = questionnaire.sections.first().questions.get(text="Second question")
    single.choices.filter(text="Bus").update(picture=image)
    image.file.storage.delete(image.file.name)
    assert asked_of(ask_questionnaire(questionnaire))[1].choices[0].picture is None


@pytest.mark.parametrize("rows", [1, 3])
def test_a_questionnaire_costs_the_same_at_one_question_and_three(rows, image, django_assert_num_queries):
    found = Questionnaire.objects.create(title="Buses", created_at=timezone.now())
    section = Section.objects.create(questionnaire=found, title="First")
    for _row in range(rows):
        question = factories.make_question(section, kind="single")
        question.choices.update(picture=image)
        question.show_if_choices.set(question.choices.all())
        QuestionWording.objects.create(question=question, language="ur", text="سوال")
    ask_questionnaire(found, language="ur")
    with django_assert_num_queries(9):
        ask_questionnaire(found, language="ur")
