"""What people paste: line breaks of word processors, signs no program shows, workbooks torn on their way."""

from __future__ import annotations

import io
import zipfile
from xml.dom.minidom import parseString

import pytest
from django.urls import reverse
from openpyxl import Workbook

from actions.importing.tables import Unreadable, read_file, read_text
from actions.models import Action, ActionPlan, ProgressUpdate
from actions.standing import Status
from tests.actions.plans import make_action, make_plan, say
from tests.actions.test_officer import WORK, send, typed

pytestmark = pytest.mark.django_db
#: A line break and a stray sign, as they come out of a word processor.
PASTED, TIDY = "first\vsecond\x08", "first\nsecond"


def test_what_is_pasted_into_the_screens_is_tidied(client, cast):
    plan = make_plan(cast.county)
    action = make_action(plan, reference="1")
    client.force_login(cast.county_officer)
    send(client, typed(action, status="dropped", text=PASTED, reason=PASTED), actions=[action])
    update = ProgressUpdate.objects.get()
    assert (update.text, update.reason) == (TIDY, TIDY)
    sent = {"reference": "2", "title": "New", "what": PASTED}
    client.post(reverse("officer_plans:action_new", args=[plan.pk]), sent)
    assert Action.objects.get(reference="2").what == TIDY
    client.post("/cms/plans/new/", {"title": "Tidy", "introduction": PASTED, "lead_organisation": cast.county.pk})
    assert ActionPlan.objects.get(title="Tidy").introduction == TIDY


def test_a_feed_is_whole_whatever_was_kept_before(client, cast):
    plan = make_plan(cast.county, summary=PASTED)
    action = make_action(plan, reference="1", title=PASTED)
    say(action, Status.ON_TRACK)
    ProgressUpdate.objects.update(text=PASTED)
    found = client.get(reverse("actions:feed", args=[plan.slug]))
    assert found.status_code == 200
    assert TIDY in parseString(found.content).getElementsByTagName("summary")[0].firstChild.data


def test_a_line_break_within_a_pasted_cell_stays_one():
    assert read_text("Ref\tTitle\n1\tone\vtwo\x08").rows[0].cells == ["1", "one\ntwo"]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"])
def test_a_torn_workbook_is_refused_in_words(part):
    whole, torn = io.BytesIO(), io.BytesIO()
    book = Workbook()
    book.active.append(["Ref", "Title"])
    book.active.append(["1", "One"])
    book.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(torn, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content[: len(content) // 2] if name == part else content)
    with pytest.raises(Unreadable):
        read_file(torn.getvalue(), "plan.xlsx")


def test_a_number_no_table_can_hold_is_nobodys_row(client, cast):
    client.force_login(cast.county_officer)
    assert client.post(WORK, {"row": "9" * 40}).status_code == 302
