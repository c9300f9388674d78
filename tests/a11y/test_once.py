"""Each public template once, at 320 px (which is 1280 px at 400 %) and without JavaScript."""

import pytest

from tests.a11y.addresses import ADDRESSES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("address", [one for one in ADDRESSES if not one.is_variant], ids=lambda address: address.name)
def test_template_is_accessible(address, kept_pages, browser_context_args, live_site, assert_accessible):
    narrow = browser_context_args | {"viewport": {"width": 320, "height": 640}}
    with kept_pages.page(has_script=False, **narrow) as page:
        address.visit(page, live_site)
        assert_accessible(page)
