"""Times the way people say them: 'Closes in 5 days · Friday 27 November, 11:59 pm'.

How long something still takes is told in whole days of the calendar, so that what a page says is true from one
midnight to the next (`words_change_at`), however long the page is kept. Moments are aware; days are those of the
current time zone.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_DAYS_SAID = 20
_WEEKS_SAID = 12


def say_closing(closes_at: datetime, *, at: datetime) -> str:
    """Say when something that has not closed yet will."""
    return _with_moment(_("Closes %s"), last_minute(closes_at), at)


def say_closed(closes_at: datetime, *, at: datetime) -> str:
    """Say when something closed."""
    return _with_moment(_("Closed %s"), last_minute(closes_at), at)


def say_opening(opens_at: datetime, *, at: datetime) -> str:
    """Say when something that has not opened yet will."""
    return _with_moment(_("Opens %s"), opens_at, at)


def say_moment(moment: datetime, *, at: datetime) -> str:
    """Say day and time: Friday 27 November, 11:59 pm; with the year where it is another than that of `at`."""
    return f"{say_day(timezone.localdate(moment), at=at)}, {say_time(moment)}"


def say_dated(moment: datetime) -> str:
    """Say day, year and time, for what is read long after: 27 November 2026, 11:59 pm."""
    return f"{date_format(timezone.localdate(moment), 'j F Y')}, {say_time(moment)}"


def say_span(starts_at: datetime, ends_at: datetime, *, at: datetime) -> str:
    """Say from when to when: Friday 27 November, 6:30 pm to 9 pm; with the second day where it is another."""
    is_one_day = timezone.localdate(starts_at) == timezone.localdate(ends_at)
    ends = say_time(ends_at) if is_one_day else say_moment(ends_at, at=at)
    return _("%(start)s to %(end)s") % {"start": say_moment(starts_at, at=at), "end": ends}


def say_day(day: date, *, at: datetime) -> str:
    """Say a day: Friday 27 November, with the year where it is another than that of `at`."""
    is_this_year = day.year == timezone.localdate(at).year
    return date_format(day, "l j F" if is_this_year else "l j F Y")


def say_time(moment: datetime) -> str:
    """Say a time of day: 9 am, 2:30 pm, midday, midnight."""
    local = timezone.localtime(moment)
    if local.time() == time(12):
        return _("midday")
    if local.time() == time(0):
        return _("midnight")
    digits = date_format(local, "g:i" if local.minute else "g")
    return (_("%s am") if local.hour < 12 else _("%s pm")) % digits


def say_distance(day: date, *, at: datetime) -> str:
    """Say how far off a day is: today, tomorrow, in 5 days, in 3 weeks, 2 weeks ago; far off, nothing at all."""
    days = (day - timezone.localdate(at)).days
    if abs(days) <= 1:
        return (_("yesterday"), _("today"), _("tomorrow"))[days + 1]
    number = abs(days)
    if number <= _DAYS_SAID:
        ahead, past = ngettext("in %d day", "in %d days", number), ngettext("%d day ago", "%d days ago", number)
        return (ahead if days > 0 else past) % number
    number //= 7
    if number <= _WEEKS_SAID:
        ahead, past = ngettext("in %d week", "in %d weeks", number), ngettext("%d week ago", "%d weeks ago", number)
        return (ahead if days > 0 else past) % number
    return ""


def words_change_at(at: datetime) -> datetime:
    """The midnight after `at`, until which all of these words stay true."""
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))


def _with_moment(words: str, moment: datetime, at: datetime) -> str:
    distance = say_distance(timezone.localdate(moment), at=at)
    said = say_moment(moment, at=at)
    return f"{words % distance} · {said}" if distance else words % said


def last_minute(closes_at: datetime) -> datetime:
    """What closes at midnight is said to close at 11:59 pm of the day before: nobody doubts which day that is."""
    is_midnight = timezone.localtime(closes_at).time() == time(0)
    return closes_at - timedelta(minutes=1) if is_midnight else closes_at
