"""The cloud: what counts as the same word, how large it is drawn."""

from live.words import SIZES, cloud_of


def test_case_space_and_punctuation_do_not_matter_and_the_commonest_spelling_is_shown():
    (entry,) = cloud_of(["buses", "Buses!", " buses ", "BUSES"])
    assert (entry.word, entry.count, entry.size) == ("buses", 4, SIZES)


def test_sizes_go_with_counts():
    cloud = cloud_of(["a"] * 10 + ["b"] * 5 + ["c"])
    assert [(entry.word, entry.count) for entry in cloud] == [("a", 10), ("b", 5), ("c", 1)]
    assert [entry.size for entry in cloud] == sorted((entry.size for entry in cloud), reverse=True)
    assert cloud[-1].size == 1


def test_nothing_written_is_no_cloud():
    assert cloud_of([]) == []
    assert cloud_of(["", " ... "]) == []


def test_no_more_than_asked_for():
    assert len(cloud_of([str(number) for number in range(100)], most=40)) == 40
