"""Dates and times in the admin, whose fields take 24 hours. Public pages say theirs with `core.moments`: Django has no
format for '11:59 pm'."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "l j F Y, H:i"
