"""The draw of jurors against `sortition-algorithms`, on the same pool, in the same run."""
