"""Addresses of the respond room: where one begins, what stands behind a private link, the receipt, paper."""

from django.urls import path

from consultations.views import finishing, paper, receipt, respond

urlpatterns = [
    path("consultations/<str:organisation>/<str:slug>/respond/", respond.start, name="respond_start"),
    path("consultations/<str:organisation>/<str:slug>/paper/", paper.paper, name="paper"),
    path("respond/<str:token>/", respond.resume, name="respond_resume"),
    path("respond/<str:token>/<int:section>/", respond.section, name="respond_section"),
    path("respond/<str:token>/publishing/", finishing.reply, name="respond_reply"),
    path("respond/<str:token>/about-you/", finishing.about_you, name="respond_about_you"),
    path("respond/<str:token>/check/", finishing.check, name="respond_check"),
    path("respond/<str:token>/later/", respond.later, name="respond_later"),
    path("respond/<str:token>/copy/", respond.copy, name="respond_copy"),
    path("receipt/<str:token>/", receipt.receipt, name="receipt"),
    path("receipt/<str:token>/copy/", receipt.receipt_copy, name="receipt_copy"),
    path("receipt/<str:token>/change/", receipt.receipt_change, name="receipt_change"),
    path("receipt/<str:token>/withdraw/", receipt.receipt_withdraw, name="receipt_withdraw"),
]
