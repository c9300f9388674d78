"""Addresses where events are prepared and looked after."""

from django.urls import path

from live.views import agenda, agenda_copy, cards, helping, manage

urlpatterns = [
    path("", manage.events, name="events"),
    path("new/", manage.make, name="event_make"),
    path("<int:pk>/", manage.event, name="event"),
    path("<int:pk>/details/", manage.edit, name="event_edit"),
    path("<int:pk>/copy/", manage.copy, name="event_copy"),
    path("<int:pk>/end/", manage.end, name="event_end"),
    path("<int:pk>/poster/", manage.poster, name="poster"),
    path("<int:pk>/invite/", manage.invite, name="invite"),
    path("<int:pk>/uninvite/", manage.uninvite, name="uninvite"),
    path("<int:pk>/agenda/", agenda.agenda, name="agenda"),
    path("<int:pk>/agenda/order/", agenda.arrange, name="agenda_arrange"),
    path("<int:pk>/agenda/add/", agenda.choose, name="agenda_choose"),
    path("<int:pk>/agenda/add/<str:kind>/", agenda.add, name="agenda_add"),
    path("<int:pk>/agenda/copy/", agenda_copy.copy, name="agenda_copy"),
    path("<int:pk>/agenda/copy/<str:source>/<str:key>/", agenda_copy.questions, name="agenda_questions"),
    path("<int:pk>/agenda/<int:item>/", agenda.edit, name="step"),
    path("<int:pk>/agenda/<int:item>/move/", agenda.move, name="step_move"),
    path("<int:pk>/agenda/<int:item>/own/", agenda.separate, name="step_separate"),
    path("<int:pk>/agenda/<int:item>/remove/", agenda.remove, name="step_remove"),
    path("<int:pk>/cards/", cards.cards, name="cards"),
    path("<int:pk>/cards/print/<int:first>/", cards.sheets, name="cards_print"),
    path("<int:pk>/keypad/", helping.keypad, name="keypad"),
    path("<int:pk>/keypad/take-back/", helping.take_back, name="keypad_take_back"),
    path("<int:pk>/paper/", helping.paper, name="paper"),
    path("<int:pk>/paper/<int:round_id>/", helping.paper_round, name="paper_round"),
]
