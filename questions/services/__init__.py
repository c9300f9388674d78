"""Writing questionnaires: each function is one transaction, and refuses by name (`questions.errors`).

Once a questionnaire is locked, by the first who begins to answer it, an edit of a question keeps how it read before
as a `QuestionVersion`, and choices retire where they would have been deleted.
"""

from questions.services.asking import add_question, edit_question, remove_question, restore_question, retire_question
from questions.services.choices import ChoiceDraft
from questions.services.copying import copy_question, copy_questionnaire
from questions.services.ordering import arrange, move_question, move_section
from questions.services.surveys import add_section, create_questionnaire, edit_section, lock, remove_section
from questions.services.wordings import set_section_wording, set_wordings

__all__ = [
    "ChoiceDraft",
    "add_question",
    "add_section",
    "arrange",
    "copy_question",
    "copy_questionnaire",
    "create_questionnaire",
    "edit_question",
    "edit_section",
    "lock",
    "move_question",
    "move_section",
    "remove_question",
    "remove_section",
    "restore_question",
    "retire_question",
    "set_section_wording",
    "set_wordings",
]
