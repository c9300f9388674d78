"""The demonstration: `python -m engage.serve` prepares the database and serves the site on this machine alone."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "engage.settings")


def prepare() -> None:
    """Bring files and database to where the code is, and load the demonstration if it is not there yet."""
    from django.core.management import call_command

    say("Preparing files and database")
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    say("Loading the demonstration")
    call_command("load_demo", verbosity=0)


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def ready_line(port: int) -> str:
    """Return the one line that says where the site is and who may sign in."""
    from engage.demo.jury_words import FACILITATOR_LINK, JUROR_LINK, SECOND_LINK
    from engage.demo.rooms import CONFERENCE_CODE
    from engage.demo.sign_ins import PASSWORD, PEOPLE

    people = ", ".join(f"{person.email} ({person.what})" for person in PEOPLE)
    site = f"http://localhost:{port}/"
    room = f"{site}juries/room/enter/"
    return (
        f"Ready: {site}  Sign in at {site}accounts/login/ with the password '{PASSWORD}' as {people}. "
        f"A live event waits at {site}live/ with the code {CONFERENCE_CODE}. "
        f"A jury sits on line: enter its room as a juror at {room}{JUROR_LINK}/, "
        f"as a second one at {room}{SECOND_LINK}/ and as its facilitator at {room}{FACILITATOR_LINK}/."
    )


def serve(port: int) -> None:
    """Serve until SIGTERM or ctrl-C; say so once connections are accepted."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[Any] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                say(ready_line(port))

    config = uvicorn.Config(
        "engage.asgi:application",
        host="127.0.0.1",
        port=port,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=4096,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=5,
    )
    # The server ends what is under way and then raises the signal again: that is a clean end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
    server = Server(config)
    server.run()
    if not server.started:
        sys.exit(1)


def main() -> None:
    import django

    os.chdir(Path(__file__).resolve().parent.parent)
    django.setup()
    from django.conf import settings

    prepare()
    serve(settings.PORT)


if __name__ == "__main__":
    main()
