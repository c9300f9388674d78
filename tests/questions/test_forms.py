from django.http import QueryDict
from django.template.loader import render_to_string

from questions.asked import AskedChoice, Given
from questions.forms import AnswersForm
from tests.questions.asking import BUS, CAR, FOOT, GOOD, OTHER, asked, choices


def post(**values):
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def render(form):
    return "".join(render_to_string("questions/question_block.html", {"block": block}) for block in form.blocks())


def test_a_whole_form():
    questions = [asked("single", id=1), asked("multiple", id=2), asked("date", id=3), asked("information", id=4)]
    form = AnswersForm(questions, post(q1=str(BUS), q2=[str(CAR), str(BUS)], q3_day="1", q3_month="2", q3_year="2027"))
    assert form.is_valid()
    assert form.problems() == []
    assert form.given() == {1: Given(BUS), 2: Given([BUS, CAR]), 3: Given("2027-02-01")}


def test_a_plain_mapping_will_do():
    assert AnswersForm([asked("single")], {"q1": str(BUS)}).given() == {1: Given(BUS)}


def test_an_unbound_form_is_not_valid_and_shows_what_was_given():
    form = AnswersForm([asked("single")], given={1: Given(OTHER, "boat")})
    assert not form.is_valid()
    html = render(form)
    assert 'value="14"' in html
    assert html.count("checked") == 1
    assert 'value="boat"' in html


def test_required_questions_say_what_is_missing_and_where():
    questions = [asked("single", is_required=True), asked("date", id=2, is_required=True)]
    form = AnswersForm(questions, post())
    assert form.problems() == [("q1", "Choose one answer."), ("q2_day", "Write a date.")]
    html = render(form)
    assert 'id="q1"' in html
    assert 'id="q2_day"' in html
    assert 'aria-describedby="q1-error"' in html
    assert "(optional)" not in html.split("q2")[0].split("</legend>")[0]


def test_optional_ones_say_so_and_may_stay_empty():
    form = AnswersForm([asked("single")], post())
    assert form.is_valid()
    assert form.given() == {}
    assert "(optional)" in render(form)


def test_what_is_usable_of_a_partly_wrong_form_is_there_and_nothing_typed_is_lost():
    form = AnswersForm([asked("single"), asked("number", id=2)], post(q1=str(CAR), q2="lots & <lots>"))
    assert not form.is_valid()
    assert form.given() == {1: Given(CAR)}
    html = render(form)
    assert 'value="lots &amp; &lt;lots&gt;"' in html
    assert html.count("checked") == 1


def test_a_half_answered_required_grid_points_at_its_rows_and_keeps_the_others():
    form = AnswersForm([asked("matrix", is_required=True)], post(q1_31=str(GOOD)))
    assert [anchor for anchor, _message in form.problems()] == ["q1_32", "q1_33"]
    assert form.given() == {1: Given({"31": GOOD})}
    html = render(form)
    assert 'id="q1_32-error"' in html
    assert html.count("Choose an answer for ‘Choice 32’.") == 1


def test_every_problem_points_at_an_id_that_is_on_the_page():
    kinds = ["single", "multiple", "rating", "number", "short_text", "long_text", "date", "ranking", "matrix"]
    questions = [asked(kind, id=number, is_required=True) for number, kind in enumerate(kinds, start=1)]
    for data in (
        post(),
        post(q1="99", q2="99", q3="99", q4="x", q5="\x00", q6="\x00", q7_day="99", q8_11="99", q9_31="99"),
    ):
        form = AnswersForm(questions, data)
        html = render(form)
        assert len(form.problems()) >= len(kinds)
        for anchor, message in form.problems():
            assert html.count(f'id="{anchor}"') == 1
            assert str(message)


def test_ids_are_unique_on_a_page_of_all_kinds():
    kinds = ["yes_no", "single", "multiple", "rating", "number", "short_text", "long_text", "date", "ranking", "matrix"]
    html = render(AnswersForm([asked(kind, id=number) for number, kind in enumerate(kinds, start=1)], post()))
    ids = [piece.split('"')[0] for piece in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def follow_up(**fields):
    leader = asked("single", id=1, choices=choices(BUS, CAR))
    return [leader, asked("long_text", id=2, is_required=True, show_if=frozenset({BUS}), **fields)]


def test_a_question_that_depends_on_one_of_the_same_page_counts_only_if_it_is_asked():
    assert AnswersForm(follow_up(), post(q1=str(CAR), q2="left over")).given() == {1: Given(CAR)}
    assert AnswersForm(follow_up(), post(q1=str(CAR))).is_valid()
    assert AnswersForm(follow_up(), post(q1=str(BUS))).problems() == [("q2", "Write an answer.")]
    assert 'data-show-if="11"' in render(AnswersForm(follow_up()))
    assert "Answer this only if you chose ‘Choice 11’ for ‘What do you say?’." in render(AnswersForm(follow_up()))


def test_a_question_whose_leader_is_on_an_earlier_page_is_asked_because_the_caller_says_so():
    form = AnswersForm(follow_up()[1:], post(q2="yes"))
    assert form.given() == {2: Given(text="yes")}
    assert "data-show-if" not in render(form)


def test_who_chose_a_retired_choice_may_keep_it_and_others_are_not_offered_it():
    question = asked("single", choices=(AskedChoice(BUS, "Bus"), AskedChoice(CAR, "Car", is_retired=True)))
    kept = AnswersForm([question], post(q1=str(CAR)), given={1: Given(CAR)})
    assert kept.given() == {1: Given(CAR)}
    assert "Car (no longer offered)" in render(kept)
    other = AnswersForm([question], post(q1=str(CAR)))
    assert not other.is_valid()
    assert "Car" not in render(other)


def test_a_problem_that_only_the_caller_knows():
    form = AnswersForm([asked("single")], post(q1=str(BUS)))
    form.add_problem(1, "Taken.")
    assert form.problems() == [("q1", "Taken.")]
    assert form.given() == {}


def test_what_people_write_is_escaped():
    html = render(
        AnswersForm([asked("long_text", text="<b>Q</b>", help_text="<i>h</i>")], post(q1="</textarea><script>"))
    )
    assert "<script>" not in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_a_question_in_another_language_says_so_and_runs_from_the_right():
    question = asked("single", lang="ur", choices=(AskedChoice(BUS, "بس", lang="ur"), AskedChoice(FOOT, "On foot")))
    html = render(AnswersForm([question]))
    assert '<span lang="ur" dir="rtl">What do you say?</span>' in html
    assert 'for="q1" lang="ur" dir="rtl"' in html
    assert 'for="q1-13" lang="en-gb" dir="ltr"' in html


def test_easy_read_blocks_are_bigger():
    assert "question--easy" in render(AnswersForm([asked("single", style="easy")]))


def test_nothing_in_the_markup_needs_inline_script_or_style():
    html = render(AnswersForm([asked("ranking"), asked("matrix", id=2), asked("multiple", id=3)]))
    assert "style=" not in html
    assert "onclick" not in html


def test_an_answer_names_the_version_that_the_page_showed():
    question = asked("single", version=3)
    assert 'name="q1_version" value="3"' in render(AnswersForm([question]))
    assert AnswersForm([question], post(q1=str(BUS), q1_version="2")).given()[1].version == 2
    assert AnswersForm([question], post(q1=str(BUS))).given()[1].version == 3


def test_versions_that_never_were_are_refused_and_the_page_shows_todays():
    for sent in ("4", "0", "two", ["1", "2"]):
        form = AnswersForm([asked("single", version=3)], post(q1=str(BUS), q1_version=sent))
        assert form.given() == {}
        assert len(form.problems()) == 1
        assert 'name="q1_version" value="3"' in render(form)
