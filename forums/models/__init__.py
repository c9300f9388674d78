"""Rows of the forums."""

from forums.models.forums import Assessment, Forum, HouseRule, Moderator
from forums.models.links import ActionThread, ConsultationThread, NoticeRun, PageThread, ReportThread
from forums.models.members import Member, NameOpening, Suspension
from forums.models.moderation import Act, Appeal, Report
from forums.models.pictures import Picture
from forums.models.posts import EDIT_TIME, Post, PostAlias, PostVersion
from forums.models.scrutiny import PartnershipQuestion, QuestionAction, Support
from forums.models.threads import Draft, ReadMark, Thread, ThreadAlias

__all__ = [
    "EDIT_TIME",
    "Act",
    "ActionThread",
    "Appeal",
    "Assessment",
    "ConsultationThread",
    "Draft",
    "Forum",
    "HouseRule",
    "Member",
    "Moderator",
    "NameOpening",
    "NoticeRun",
    "PageThread",
    "PartnershipQuestion",
    "Picture",
    "Post",
    "PostAlias",
    "PostVersion",
    "QuestionAction",
    "ReadMark",
    "Report",
    "ReportThread",
    "Support",
    "Suspension",
    "Thread",
    "ThreadAlias",
]
