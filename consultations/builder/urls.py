"""Addresses of the survey builder, below /cms/consultations/<page>/survey/."""

from django.urls import include, path

from consultations.builder.views import ages, copying, order, overview, preview, questions, sections, wordings

app_name = "builder"

_survey = [
    path("", overview.survey, name="survey"),
    path("order/", order.arrange, name="order"),
    path("sections/add/", sections.section_add, name="section_add"),
    path("sections/<int:section_id>/", sections.section, name="section"),
    path("sections/<int:section_id>/move/", order.section_move, name="section_move"),
    path("sections/<int:section_id>/remove/", sections.section_remove, name="section_remove"),
    path("sections/<int:section_id>/questions/add/", questions.question_kind, name="question_kind"),
    path("sections/<int:section_id>/questions/add/<slug:kind>/", questions.question_add, name="question_add"),
    path("questions/<int:question_id>/", questions.question, name="question"),
    path("questions/<int:question_id>/kind/", questions.question_rekind, name="question_rekind"),
    path("questions/<int:question_id>/move/", order.question_move, name="question_move"),
    path("questions/<int:question_id>/remove/", questions.question_remove, name="question_remove"),
    path("questions/<int:question_id>/restore/", questions.question_restore, name="question_restore"),
    path("questions/<int:question_id>/history/", questions.question_history, name="question_history"),
    path("wordings/", wordings.wordings, name="wordings"),
    path("wordings/<slug:language>/<slug:style>/", wordings.wording, name="wording"),
    path("age/", ages.age, name="age"),
    path("preview/", preview.preview, name="preview"),
    path("copy/", copying.copy, name="copy"),
]

urlpatterns = [path("<int:page_id>/survey/", include(_survey))]
