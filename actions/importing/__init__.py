"""From a table that somebody wrote to actions of a plan: reading it, matching its columns, checking each row."""
