"""What the youth section keeps."""

from youth.models.adults import SafeguardingCheck
from youth.models.asking import HelpLink, WeekPoll, YoungConsultation, YoungEvent
from youth.models.chat import ArticleTalk, ChatHours, ChatRoom
from youth.models.competitions import Competition, Entry, Judge, Mark, Winner
from youth.models.concerns import Concern, ConcernStep
from youth.models.figures import Figure, FigureValue
from youth.models.pages import ArticlePage, ReadPage, Release, Series, YouthPage, YouthTopic
from youth.models.people import Band, GuardianRequest, Writer
from youth.models.pieces import Issue, LineComment, Piece, PieceMessage, StageChange
from youth.models.whats_on import WhatsOn
from youth.models.workflow import CheckedAdultTask

__all__ = [
    "ArticlePage",
    "ArticleTalk",
    "Band",
    "ChatHours",
    "ChatRoom",
    "CheckedAdultTask",
    "Competition",
    "Concern",
    "ConcernStep",
    "Entry",
    "Figure",
    "FigureValue",
    "GuardianRequest",
    "HelpLink",
    "Issue",
    "Judge",
    "LineComment",
    "Mark",
    "Piece",
    "PieceMessage",
    "ReadPage",
    "Release",
    "SafeguardingCheck",
    "Series",
    "StageChange",
    "WeekPoll",
    "WhatsOn",
    "Winner",
    "Writer",
    "YoungConsultation",
    "YoungEvent",
    "YouthPage",
    "YouthTopic",
]
