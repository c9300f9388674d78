"""An old forum's table: looked at first, all of it or nothing, twice is once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from forums.models import Post, Thread
from tests.forums.factories import make_forum

pytestmark = pytest.mark.django_db
GOOD = """thread,title,author,written_at,text
7,Buses,Ann Otter,2006-12-14 10:30,"Later, please"
9,Ramps,Ann Otter,2006-11-01,<script>no</script>
7,,Ben Heron,2006-12-13,The **first** one
"""
BAD = """thread,title,author,written_at,text
7,,A,2006-12-14,No title
8,T,A,14/12/2006,No moment
9,T,A,2999-01-01,Not yet
9,T,A,2006-12-14,
,T,A,2006-12-14,No thread
"""


def run(forum, path, *words):
    out, err = StringIO(), StringIO()
    call_command("import_threads", forum.community.slug, str(path), *words, stdout=out, stderr=err)
    return out.getvalue() + err.getvalue()


def test_a_table_is_looked_at_then_taken_in_once_and_without_names(tmp_path):
    forum, path = make_forum(), tmp_path / "old.csv"
    path.write_text("\ufeff" + GOOD)
    assert "2 threads with 3 posts" in run(forum, path)
    assert not Thread.objects.exists()
    assert "3 posts were taken in" in run(forum, path, "--apply")
    assert "0 posts were taken in" in run(forum, path, "--apply")
    ramps, buses = Thread.objects.order_by("number")
    assert (ramps.title, buses.title, buses.public_count) == ("Ramps", "Buses", 2)
    posts = list(buses.posts.order_by("number").values_list("source", flat=True))
    assert posts == ["The **first** one", "Later, please"]
    assert "&lt;script&gt;" in ramps.posts.get().html
    assert "Otter" not in str(list(Post.objects.values_list()))
    assert ramps.posts.select_related("thread").get().author() == "Former member"


def test_a_table_with_problems_changes_nothing_and_says_every_line(tmp_path):
    forum, path = make_forum(), tmp_path / "old.csv"
    path.write_text(BAD)
    said = run(forum, path)
    assert [f"Line {number}" in said for number in range(2, 7)] == [True] * 5
    with pytest.raises(CommandError):
        run(forum, path, "--apply")
    path.write_text("a,b\n1,2\n")
    assert "thread, title, written_at, text" in run(forum, path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="UTF-8"):
        run(forum, path)
    assert not Thread.objects.exists()
