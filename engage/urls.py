"""Every address of the site. Wagtail's pages come last."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from engage import community_media, community_views, views

urlpatterns = [
    path("health/live", views.health_live, name="health_live"),
    path("health/ready", views.health_ready, name="health_ready"),
    path("face/<slug:colour>.css", views.face_colour, name="face_colour"),
    path("cms/login/", views.cms_login, name="cms_login"),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/<int:document_id>/<str:document_filename>", community_media.document),
    path("documents/", include(wagtaildocs_urls)),
]
if not settings.IS_PRODUCTION:
    # Pictures as pages show them. In production the web server does this, of this one folder: documents have an address
    # that asks who may read them.
    urlpatterns.append(re_path(r"^media/images/(?P<path>.+)$", views.picture))
urlpatterns += i18n_patterns(
    path("accounts/", include("allauth.urls")),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("", include("people.urls")),
    path("", include("consultations.urls")),
    path("", include("live.urls")),
    path("", include("actions.urls")),
    path("", include("juries.urls")),
    path("", include("forums.urls")),
    path("youth/", include("youth.urls")),
    path("communities/<slug:slug>/contact/", community_views.contact, name="community_contact"),
    path("communities/<slug:slug>/contact/sent/", community_views.contacted, name="community_contacted"),
    path("communities/<slug:slug>/easy-read/", community_views.easy_read, name="community_easy_read"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
handler404 = "engage.views.page_not_found"
handler500 = "engage.views.server_error"
