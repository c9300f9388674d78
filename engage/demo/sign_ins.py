"""Who may sign in to the demonstration. The password is public: `load_demo` refuses to run in production."""

from dataclasses import dataclass
from typing import Final

PASSWORD: Final = "demonstration only"  # noqa: S105  printed to everybody who starts the demonstration


@dataclass(frozen=True)
class SignIn:
    email: str
    what: str
    first_name: str = ""
    last_name: str = ""
    role: str = ""
    organisation: str = ""


PEOPLE: Final = (
    SignIn("admin@engage.example", "administrator", "Ada", "Administrator", role="ADMINISTRATOR"),
    SignIn("second-admin@engage.example", "second administrator", "Sol", "Second", role="ADMINISTRATOR"),
    SignIn("county@engage.example", "officer of the County Council", "Olu", "County", organisation="county"),
    SignIn("harborough@engage.example", "officer of Harborough", "Hari", "Harborough", organisation="harborough"),
    SignIn("health@engage.example", "officer of the health trust", "Hana", "Health", organisation="health"),
    SignIn("facilitator@engage.example", "facilitator", "Femi", "Facilitator", role="FACILITATOR"),
    SignIn("moderator@engage.example", "moderator", "Mina", "Moderator", role="MODERATOR"),
    SignIn("resident@engage.example", "resident", "Rosa", "Resident"),
    SignIn("host@engage.example", "moderator of two closed communities", "Hal", "Host"),
    SignIn("member@engage.example", "member of two communities", "Mel", "Member"),
    SignIn("newcomer@engage.example", "newcomer whose first post waits", "Nia", "Newcomer"),
    SignIn("carer@engage.example", "member of the carers’ closed community", "Cass", "Carer"),
    SignIn("safeguarding@engage.example", "safeguarding lead", "Sana", "Safeguarding", role="SAFEGUARDING_LEAD"),
    SignIn("checked@engage.example", "adult with a safeguarding check", "Chris", "Checked", role="CHECKED_ADULT"),
    SignIn("lapsed@engage.example", "adult whose check has lapsed", "Lee", "Lapsed"),
    SignIn("young@engage.example", "young writer"),
    SignIn("younger@engage.example", "younger writer, under 16"),
    SignIn("editor1@engage.example", "young editor"),
    SignIn("editor2@engage.example", "young editor"),
    SignIn("editor3@engage.example", "young editor"),
)
