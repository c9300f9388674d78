"""Addresses of the private room in which a jury works together on line. None says whose it is."""

from django.urls import path

from juries.views import room, room_about, room_door, room_draft, room_talk

urlpatterns = [
    path("juries/room/enter/", room_door.door, name="room_door"),
    path("juries/room/enter/<str:token>/", room_door.link, name="room_link"),
    path("juries/room/leave/", room_door.leave_room, name="room_leave"),
    path("juries/room/", room.room, name="room"),
    path("juries/room/me/", room.me, name="room_me"),
    path("juries/room/me/make-up/", room_about.about_you, name="room_about_you"),
    path("juries/room/quit/", room.quit_jury, name="room_quit"),
    path("juries/room/papers/<int:pk>/", room.paper, name="room_paper"),
    path("juries/room/papers/<int:pk>/file/", room.paper_file, name="room_paper_file"),
    path("juries/room/drafts/new/", room.draft_new, name="room_draft_new"),
    path("juries/room/drafts/<int:pk>/", room.draft, name="room_draft"),
    path("juries/room/drafts/<int:pk>/edit/", room.draft_edit, name="room_draft_edit"),
    path("juries/room/drafts/<int:pk>/versions/", room.versions, name="room_versions"),
    path("juries/room/drafts/<int:pk>/notes/", room_draft.note, name="room_note"),
    path("juries/room/drafts/<int:pk>/statement/", room_draft.statement, name="room_statement"),
    path("juries/room/drafts/<int:pk>/vote/", room_draft.vote_open, name="room_vote_open"),
    path("juries/room/sessions/<int:pk>/", room_talk.talk, name="room_talk"),
    path("juries/room/sessions/<int:pk>/open/", room_talk.talk_open, name="room_talk_open"),
    path("juries/room/sessions/<int:pk>/posts/<int:number>/", room_talk.own_post, name="room_talk_post"),
    path("juries/room/sessions/<int:pk>/posts/<int:number>/report/", room_talk.report_it, name="room_talk_report"),
    path("juries/room/sessions/<int:pk>/posts/<int:number>/look/", room_talk.look_after, name="room_talk_look"),
    path("juries/room/statements/<int:pk>/", room_draft.stand_by, name="room_stand_by"),
    path("juries/room/votes/<int:pk>/", room_draft.vote, name="room_vote"),
    path("juries/room/votes/<int:pk>/close/", room_draft.vote_close, name="room_vote_close"),
]
