"""What public pages weigh over the wire, all assets included, in Chromium: first visit and second."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, sync_playwright

from benchmarks.bench import Bench, Figure, Server
from consultations.models import ConsultationPage
from tests.browsers import QUIET
from tests.servers import find_chromium

KILOBYTE = 1000


def measure(bench: Bench) -> list[Figure]:
    from django.core.management import call_command

    chromium = find_chromium()
    if chromium is None:
        return []
    bench.use("weight")
    call_command("load_demo", verbosity=0)
    with bench.server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        visits = {}
        for name, path in paths().items():
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            visits[name] = (weigh(context, server, path), weigh(context, server, path))
            context.close()
        phone = browser.new_context(viewport={"width": 360, "height": 800})
        youth = weigh(phone, server, "/youth/", scrolls=True)
        browser.close()
    heaviest = max(visits, key=lambda name: visits[name][0])
    again = max(visits, key=lambda name: visits[name][1])
    return [
        Figure(f"heaviest first visit ({heaviest})", visits[heaviest][0], "KB", at_most=100),
        Figure(f"heaviest second visit ({again})", visits[again][1], "KB", at_most=15),
        Figure("first visit of the youth front, all its pictures, at 360 px", youth, "KB", at_most=150),
        *(Figure(f"first visit, {name}", first, "KB") for name, (first, _again) in visits.items()),
    ]


def paths() -> dict[str, str]:
    """Return addresses of public pages of the demonstration."""
    from django.utils import timezone

    pages = ConsultationPage.objects.filter(survey__isnull=False)
    now = timezone.now()
    is_open, closed = pages.open_at(now).first(), pages.with_outcome().first()
    if is_open is None or closed is None:
        raise RuntimeError("The demonstration has no such consultation.")
    return {
        "home": "/",
        "finder": "/consultations/",
        "consultation": address(is_open),
        "respond": f"{address(is_open)}respond/",
        "results": f"{address(closed)}results/",
        "outcome": f"{address(closed)}{closed.outcome.slug}/",
        "sign in": "/accounts/login/",
    }


def address(page: ConsultationPage) -> str:
    return f"/{page.url_path.split('/', 2)[2]}"


def weigh(context: BrowserContext, server: Server, path: str, *, scrolls: bool = False) -> float:
    """Open a page, all of it if it is to be scrolled, and return what came over the wire, headers included, in KB."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    answer = page.goto(f"http://localhost:{server.port}{path}", wait_until="networkidle")
    if answer is None or not answer.ok:
        raise RuntimeError(f"{path} did not open")
    if scrolls:
        for picture in page.locator("img").all():
            picture.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
    page.close()
    return sum(sizes) / KILOBYTE
