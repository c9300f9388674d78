"""Make the on-line jury that sits now: jurors, papers, drafts with versions and notes, votes, its make-up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone

from consultations.tokens import hash_token
from engage.demo import jury_words as words
from engage.demo.jury_talk import place_jury_talk
from engage.demo.publish import day_at
from engage.models import HomePage
from juries.models import Draft, Juror, JuryIndexPage, JuryPage, JuryShelfPage, SessionPage, Stand
from juries.services.jurors import about, seat_juror
from juries.services.make_up import Share, agree, publish, set_shares
from juries.services.recommending import publish_recommendation
from juries.services.rights import open_shelf
from juries.services.room import Words, add_note, add_paper, begin_draft, open_drafting, save_draft, write_statement
from juries.services.room_votes import adopt, cast, close_vote, open_vote
from people.models import Organisation, User
from people.notices import cancel

#: What so many jurors said: for, against, abstained.
COUNTED: Final = {"answer": (10, 1, 1), "fine": (5, 6, 1)}
#: In the vote that is still open.
SO_FAR: Final = (5, 1, 1)


def place_jury_room(*, at: datetime) -> None:
    """Put the jury on the site, once, and let its sessions and its open vote move with the calendar."""
    found = JuryPage.objects.filter(slug=words.SLUG, lead_organisation__slug="county").first()
    if found is not None:
        _move_on(found, at=at)
        return
    officer = User.objects.get(email="county@engage.example")
    jury = _place_page(at=at)
    sessions = _place_sessions(jury, at=at)
    for session, title, text in words.PAPERS:
        place = None if session is None else sessions[session]
        add_paper(jury=jury, session=place, title=title, text=text, at=at - timedelta(days=14), by=officer)
    jurors = _seat(jury, officer, at=at - timedelta(days=20))
    place_jury_talk(jury, sessions, jurors, at=at)
    open_drafting(jury=jury, at=at - timedelta(days=10), by=officer)
    drafts = _write(jurors, at=at)
    _vote(jurors, drafts, officer, at=at)
    _count_make_up(jury, jurors, officer, at=at - timedelta(days=2))


def _place_page(*, at: datetime) -> JuryPage:
    shelf = _shelf()
    today = timezone.localdate(at)
    page = JuryPage(
        title=words.TITLE,
        slug=words.SLUG,
        summary=words.SUMMARY,
        question=words.QUESTION,
        body=words.WHY,
        how_chosen=words.CHOSEN,
        starts_on=today - timedelta(days=12),
        ends_on=today + timedelta(days=10),
        place="On line",
        jurors_number=len(words.JURORS),
        contact_role="Policy team",
        contact_email="policy@engage.example",
    )
    shelf.add_child(instance=page).save_revision().publish()
    return JuryPage.objects.get(pk=page.pk)


def _shelf() -> JuryShelfPage:
    """Return the county's shelf of juries, made on first use."""
    if not JuryIndexPage.objects.exists():
        index = JuryIndexPage(title="Citizens’ juries", slug="juries", show_in_menus=True)
        HomePage.objects.get().add_child(instance=index).save_revision().publish()
    shelf = open_shelf(Organisation.objects.get(slug="county"))
    if shelf is None:
        raise LookupError("There is no page of all juries.")
    return shelf


def _place_sessions(jury: JuryPage, *, at: datetime) -> list[SessionPage]:
    sessions = []
    for place, (title, days, summary) in enumerate(words.SESSIONS, start=1):
        page = SessionPage(title=title, slug=f"session-{place}", summary=summary, place="On line", **_times(days, at))
        jury.add_child(instance=page).save_revision().publish()
        jury.refresh_from_db()
        sessions.append(page)
    return sessions


def _times(days: int, at: datetime) -> dict[str, datetime]:
    today = timezone.localdate(at)
    return {"starts_at": day_at(today, days, time(18, 30)), "ends_at": day_at(today, days, time(20, 30))}


def _seat(jury: JuryPage, officer: User, *, at: datetime) -> dict[str, Juror]:
    """Seat the jurors; their letters are not sent, as nobody has these addresses."""
    links = {words.JURORS[0]: words.JUROR_LINK, words.JURORS[1]: words.SECOND_LINK, "Femi": words.FACILITATOR_LINK}
    jurors = {}
    for name in (*words.JURORS, "Femi"):
        email = f"{name.lower()}@post.example"
        juror = seat_juror(jury=jury, name=name, email=email, at=at, by=officer, is_facilitator=name == "Femi")
        cancel(about=[about(juror)])
        link = {"token_hash": hash_token(links[name])} if name in links else {}
        Juror.objects.filter(pk=juror.pk).update(display_name=name, joined_at=at + timedelta(days=1), **link)
        jurors[name] = Juror.objects.select_related("jury").get(pk=juror.pk)
    return jurors


def _write(jurors: Mapping[str, Juror], *, at: datetime) -> dict[str, Draft]:
    drafts = {}
    moment = day_at(timezone.localdate(at), -9, time(17, 20))
    for key, title, ((first, text, reasons), *later) in words.DRAFTS:
        draft = begin_draft(juror=jurors[first], words=Words(title, text, reasons), at=moment)
        for base, (name, newer, why) in enumerate(later, start=1):
            moment += timedelta(hours=25)
            draft = save_draft(draft=draft, juror=jurors[name], words=Words(title, newer, why), base=base, at=moment)
        drafts[key] = draft
    for place, (key, name, text) in enumerate(words.NOTES):
        add_note(draft=drafts[key], juror=jurors[name], text=text, at=moment + timedelta(minutes=23 * place))
    return drafts


def _vote(jurors: Mapping[str, Juror], drafts: Mapping[str, Draft], officer: User, *, at: datetime) -> None:
    voters = [jurors[name] for name in words.JURORS]
    opened = at - timedelta(days=4)
    write_statement(draft=drafts["answer"], juror=jurors["Ivor"], text=words.STATEMENT, at=opened)
    for key, counts in COUNTED.items():
        _cast(drafts[key], voters, counts, opens_at=opened, closes_at=opened + timedelta(days=2))
        close_vote(vote=drafts[key].votes.get(), at=opened + timedelta(days=2), by=officer)
    made = adopt(draft=drafts["answer"], at=at - timedelta(days=1), by=officer)
    publish_recommendation(recommendation=made, at=at - timedelta(days=1), by=officer)
    # The two whose links are public have not voted yet, so that whoever tries it can.
    closes_at = day_at(timezone.localdate(at), 3, time(18))
    _cast(drafts["plain"], voters[2:], SO_FAR, opens_at=at - timedelta(days=1), closes_at=closes_at)


def _cast(
    draft: Draft, voters: list[Juror], counts: tuple[int, int, int], *, opens_at: datetime, closes_at: datetime
) -> None:
    vote = open_vote(draft=draft, threshold=75, opens_at=opens_at, closes_at=closes_at, at=opens_at)
    stands = [stand for stand, number in zip(Stand, counts, strict=True) for _one in range(number)]
    for juror, stand in zip(voters, stands, strict=False):
        cast(vote=vote, juror=juror, stand=stand, at=opens_at)


def _count_make_up(jury: JuryPage, jurors: Mapping[str, Juror], officer: User, *, at: datetime) -> None:
    answers: dict[str, dict[str, str]] = {name: {} for name in words.JURORS}
    for feature, groups in words.POPULATION.items():
        shares = [Share(band, Decimal(share)) for band, share, _number in groups]
        set_shares(jury=jury, feature=feature, shares=shares, by=officer)
        bands = [band for band, _share, number in groups for _one in range(number)]
        for name, band in zip(words.JURORS, bands, strict=True):
            answers[name][feature] = band
    for name, said in answers.items():
        agree(juror=jurors[name], answers=said)
    publish(jury=jury, at=at, by=officer)


def _move_on(jury: JuryPage, *, at: datetime) -> None:
    """Keep the third session and the open vote ahead, however long the demonstration stands."""
    for place, (_title, days, _summary) in enumerate(words.SESSIONS, start=1):
        SessionPage.objects.child_of(jury).filter(slug=f"session-{place}").update(**_times(days, at))
    today = timezone.localdate(at)
    JuryPage.objects.filter(pk=jury.pk).update(ends_on=today + timedelta(days=10))
    for draft in Draft.objects.filter(jury=jury, votes__counted_at=None):
        draft.votes.filter(counted_at=None).update(closes_at=day_at(today, 3, time(18)))
