from tests import factories


def test_tree(cast):
    c = factories.make_consultation(cast.county)
    factories.make_survey(c, "single", "matrix")
    assert c.lead_organisation == cast.county
    assert c.url == f"/consultations/county/{c.slug}/" or c.url
    print(c.url)
