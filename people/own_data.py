"""What this app itself holds about people: the account, how one signs in, letters sent, what was done in the admin."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import ModelLogEntry, PageLogEntry

from people.models import CommunityOfInterest, Notice, Organisation, User
from people.notices import letter_of, recipient_key
from people.permissions import is_administrator
from people.privacy import PersonalData, Row, register

IDLE_ACCOUNT: Final = timedelta(days=3 * 365)
SENT_NOTICE: Final = timedelta(days=90)
ADMIN_LOG: Final = timedelta(days=6 * 365)


def collect_account(user: User) -> list[Row]:
    row: Row = {
        _("E-mail address"): user.email,
        _("First name"): user.first_name,
        _("Last name"): user.last_name,
        _("Account made"): user.date_joined,
        _("Last signed in"): user.last_login,
        _("Roles"): [group.name for group in user.groups.order_by("name")],
        _("Officer of"): [str(one) for one in Organisation.objects.of_officer(user)],
        _("Leads"): [str(one) for one in CommunityOfInterest.objects.filter(lead_officer=user)],
    }
    return [row]


def erase_account(user: User, at: datetime) -> int:
    """Delete the account and what names it in the log of the admin; pages it wrote stay, without its name."""
    about = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    about.delete()
    user.delete()
    return 1


def expire_accounts(at: datetime) -> int:
    """Delete the accounts nobody has signed in to for three years. Never an administrator's: somebody must open up."""
    before = at - IDLE_ACCOUNT
    idle = User.objects.filter(Q(last_login__lte=before) | Q(last_login=None, date_joined__lte=before))
    return sum(erase_account(user, at) for user in idle if not is_administrator(user))


def collect_sign_in(user: User) -> list[Row]:
    addresses = [
        {_("E-mail address"): one.email, _("Confirmed"): one.verified, _("Used for letters"): one.primary}
        for one in EmailAddress.objects.filter(user=user)
    ]
    keys = [
        {_("Second step"): str(one), _("Added"): one.created_at, _("Last used"): one.last_used_at}
        for one in Authenticator.objects.filter(user=user)
    ]
    return [*addresses, *keys]


def erase_sign_in(user: User, at: datetime) -> int:
    keys = Authenticator.objects.filter(user=user).delete()[0]
    return keys + EmailAddress.objects.filter(user=user).delete()[0]


def expire_sessions(at: datetime) -> int:
    return Session.objects.filter(expire_date__lte=at).delete()[0]


def _notices_to(user: User) -> Q:
    addresses = {
        user.email.lower(),
        *EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True),
    }
    return Q(recipient_key__in={recipient_key(address) for address in addresses})


def collect_notices(user: User) -> list[Row]:
    """Return what was told, and the words of what still waits: those of the others are erased."""
    rows: list[Row] = []
    for notice in Notice.objects.filter(_notices_to(user)).order_by("created_at"):
        letter = letter_of(notice)
        words = {_("Subject"): letter.subject, _("Text"): letter.body} if letter else {}
        about = notice.kind.replace("-", " ").capitalize()
        rows.append({_("About"): about, _("Written"): notice.created_at, _("Sent"): notice.sent_at, **words})
    return rows


def erase_notices(user: User, at: datetime) -> int:
    return Notice.objects.filter(_notices_to(user)).delete()[0]


def expire_notices(at: datetime) -> int:
    """Forget that letters were sent three months after they left, or were written where they never could be sent."""
    before = at - SENT_NOTICE
    return Notice.objects.filter(Q(sent_at__lte=before) | Q(sent_at=None, created_at__lte=before)).delete()[0]


def collect_admin_log(user: User) -> list[Row]:
    return [
        {_("What"): entry.action, _("On"): entry.label, _("When"): entry.timestamp}
        for model in (PageLogEntry, ModelLogEntry)
        for entry in model.objects.filter(user=user).order_by("timestamp")
    ]


def expire_admin_log(at: datetime) -> int:
    before = at - ADMIN_LOG
    return sum(model.objects.filter(timestamp__lte=before).delete()[0] for model in (PageLogEntry, ModelLogEntry))


KINDS: Final = (
    PersonalData(
        slug="account",
        label=gettext_lazy("Your account"),
        retention=gettext_lazy("Kept until you delete it, or until nobody has signed in with it for three years."),
        explanation=gettext_lazy("So that you can sign in, and so that colleagues know who is responsible for what."),
        collect=collect_account,
        erase=erase_account,
        expire=expire_accounts,
        order=100,
    ),
    PersonalData(
        slug="sign-in",
        label=gettext_lazy("How you sign in"),
        retention=gettext_lazy("Kept as long as your account. You can change it at any time."),
        explanation=gettext_lazy(
            "Your confirmed e-mail addresses, passkeys and apps. Passwords are kept only scrambled."
        ),
        collect=collect_sign_in,
        erase=erase_sign_in,
        expire=expire_sessions,
        order=90,
    ),
    PersonalData(
        slug="notices",
        label=gettext_lazy("E-mails we sent you"),
        retention=gettext_lazy(
            "The words and your address are erased as soon as the e-mail has left. That one was sent is forgotten "
            "three months after."
        ),
        explanation=gettext_lazy(
            "So that nobody is told the same thing twice. Your address stands there only scrambled; what waits to be "
            "sent is encrypted."
        ),
        collect=collect_notices,
        erase=erase_notices,
        expire=expire_notices,
        order=80,
    ),
    PersonalData(
        slug="admin-log",
        label=gettext_lazy("What you did in the editing screens"),
        retention=gettext_lazy("Erased after six years."),
        explanation=gettext_lazy(
            "A public body has to show who changed what and who looked at personal data. When you delete your account "
            "the lines stay until then, with the number of a deleted account in place of your name."
        ),
        collect=collect_admin_log,
        expire=expire_admin_log,
        order=70,
    ),
)


def register_own_data() -> None:
    for kind in KINDS:
        register(kind)
