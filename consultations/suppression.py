"""The arithmetic of the public rule on small numbers, which stands with the questions (`questions/suppression.py`)."""

from questions.suppression import hide_in_row, hide_in_table, merge_small_rows, rounded

__all__ = ["hide_in_row", "hide_in_table", "merge_small_rows", "rounded"]
