"""Every public template at two widths, with and without JavaScript, light and dark: `make a11y`."""

import pytest

from tests.a11y.addresses import ADDRESSES

pytestmark = pytest.mark.a11y


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_template_is_accessible(
    address, width, script, scheme, kept_pages, browser_context_args, live_site, assert_accessible
):
    choices = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    with kept_pages.page(has_script=script, **(browser_context_args | choices)) as page:
        address.visit(page, live_site)
        assert_accessible(page)
