"""Addresses of the youth section: team."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from youth.views import issues, lines, publishing_desk, team, team_people

urlpatterns: list[URLPattern | URLResolver] = [
    path("team/", team.board, name="team"),
    path("team/pieces/<int:pk>/", team.piece, name="team_piece"),
    path("team/pieces/<int:pk>/move/", team.move_piece, name="team_move"),
    path("team/pieces/<int:pk>/look-after/", team.look_after, name="team_look_after"),
    path("team/pieces/<int:pk>/issue/", issues.put_in, name="team_piece_issue"),
    path("team/pieces/<int:pk>/comment/", lines.comment, name="team_comment"),
    path("team/pieces/<int:pk>/versions/", lines.versions, name="team_versions"),
    path("team/comments/<int:number>/settle/", lines.settle, name="team_settle"),
    path("team/issues/", issues.listed, name="issues"),
    path("team/issues/<int:pk>/", issues.one, name="issue"),
    path("team/publish/", publishing_desk.waiting, name="publish"),
    path("team/publish/<int:pk>/", publishing_desk.one, name="publish_one"),
    path("team/people/", team_people.listed, name="team_people"),
    path("team/people/<int:pk>/", team_people.one, name="team_person"),
]
