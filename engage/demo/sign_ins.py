"""Who may sign in to the demonstration. The password is public: `load_demo` refuses to run in production."""

from typing import Final

PASSWORD: Final = "demonstration only"  # noqa: S105  printed to everybody who starts the demonstration
PEOPLE: Final = (
    ("admin@engage.example", "administrator"),
    ("county@engage.example", "officer of the county council"),
    ("borough@engage.example", "officer of the borough council"),
)
