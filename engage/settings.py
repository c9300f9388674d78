"""Every setting of the site, from the environment. See docs/production.md for the variables."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from engage import env, kept_pages
from engage.database import database_settings

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("ENGAGE_VAR", str(BASE_DIR / "var")))

IS_PRODUCTION = env.flag("ENGAGE_PRODUCTION", default=False)
IS_TEST = env.flag("ENGAGE_TEST", default=False)
DEBUG = env.flag("ENGAGE_DEBUG", default=False)

# Secrets -------------------------------------------------------------------------------------------------------------
SECRET_KEY = env.secret("SECRET_KEY", folder=VAR_DIR, is_production=IS_PRODUCTION)
# The vault of equality data has secrets of its own: one names its rows, the others encrypt them (newest first).
VAULT_NAME_SECRET = env.secret("VAULT_NAME_SECRET", folder=VAR_DIR, is_production=IS_PRODUCTION)
VAULT_SECRETS = [
    word.strip()
    for word in env.secret("VAULT_SECRETS", folder=VAR_DIR, is_production=IS_PRODUCTION).split(",")
    if word.strip()
]
if not VAULT_SECRETS:
    raise env.EnvironmentProblem("VAULT_SECRETS holds no secret. Write one, or several with commas between.")

# Addresses -----------------------------------------------------------------------------------------------------------
PORT = env.number("PORT", 8000)
SITE_HOST = env.text("SITE_HOST", None if IS_PRODUCTION else "localhost")
SITE_URL = env.text("SITE_URL", f"https://{SITE_HOST}" if IS_PRODUCTION else f"http://{SITE_HOST}:{PORT}")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver" if not IS_PRODUCTION else SITE_HOST)
CSRF_TRUSTED_ORIGINS = [SITE_URL] if IS_PRODUCTION else []
# How many web servers stand in front, each of which adds to X-Forwarded-For.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 1 if IS_PRODUCTION else 0)
ROOT_URLCONF = "engage.urls"
ASGI_APPLICATION = "engage.asgi.application"
WSGI_APPLICATION = "engage.wsgi.application"
APPEND_SLASH = True

INSTALLED_APPS = [
    "engage",
    "youth",
    "juries",
    "forums",
    "consultations",
    "live",
    "questions",
    "actions",
    "people",
    "core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "people.wagtail_users.EngageUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "channels",
    "import_export",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "engage.apps.StaticConfig",
    "django.contrib.humanize",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "core.pagecache.PageCacheMiddleware",
    "engage.middleware.ProxyMiddleware",
    "engage.middleware.StreamMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # After WhiteNoise, whose files are compressed already. It pads what it compresses: the length tells nothing.
    "django.middleware.gzip.GZipMiddleware",
    "engage.middleware.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.middleware.StaffSecondFactorMiddleware",
    "people.middleware.AdminGateMiddleware",
    "people.middleware.AdminRefusalMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "engage.context.site_face",
            ],
            "builtins": ["core.templatetags.components"],
        },
    }
]

# Data ----------------------------------------------------------------------------------------------------------------
DATABASE_URL = env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'engage.sqlite3'}")
DATABASE_POOL = env.number("DATABASE_POOL", 0 if IS_TEST else 20)
DATABASES = {"default": database_settings(DATABASE_URL, is_test=IS_TEST, pool=DATABASE_POOL)}
IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if IS_SQLITE:
    VAR_DIR.mkdir(parents=True, exist_ok=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL", "")
_REDIS = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
CACHES = {
    "default": _REDIS if REDIS_URL else _MEMORY | {"LOCATION": "default", "OPTIONS": {"MAX_ENTRIES": 10_000}},
    # How often somebody did something and which proofs are used up (core/ratelimit.py, core/proof.py): apart, so that
    # nothing else that is kept pushes them out.
    "counters": _REDIS | {"KEY_PREFIX": "counters"}
    if REDIS_URL
    else _MEMORY | {"LOCATION": "counters", "OPTIONS": {"MAX_ENTRIES": 100_000}},
}
# What people without a cookie are shown from memory (core/pagecache.py).
PAGE_CACHE_VIEWS = kept_pages.VIEWS
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL]},
    }
    if REDIS_URL
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"},
}

# Jobs: Wagtail's own (search) run at once; ours are rows that a worker takes.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if not IS_TEST
        else "django_tasks.backends.immediate.ImmediateBackend"
    },
}
# `manage.py tick` once a minute inside the ASGI process: for the demonstration. In production a timer does it.
TICK_IN_PROCESS = env.flag("TICK_IN_PROCESS", default=False)
# Our own jobs in a thread of the ASGI process. In production `manage.py db_worker --backend jobs` runs them.
JOBS_IN_PROCESS = env.flag("JOBS_IN_PROCESS", default=not (IS_PRODUCTION or IS_TEST))

# People --------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = (
    [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    if not IS_TEST
    else ["django.contrib.auth.hashers.MD5PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "people.account_forms.AddEmailForm",
    "change_password": "people.account_forms.ChangePasswordForm",
    "confirm_login_code": "people.account_forms.ConfirmLoginCodeForm",
    "login": "people.account_forms.LoginForm",
    "reauthenticate": "people.account_forms.ReauthenticateForm",
    "request_login_code": "people.account_forms.RequestLoginCodeForm",
    "reset_password": "people.account_forms.ResetPasswordForm",
    "reset_password_from_key": "people.account_forms.ResetPasswordKeyForm",
    "set_password": "people.account_forms.SetPasswordForm",
    "signup": "people.account_forms.SignupForm",
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_PRODUCTION else "http"
MFA_ADAPTER = "people.adapters.SecondStepAdapter"
MFA_FORMS = {
    "activate_totp": "people.account_forms.ActivateTOTPForm",
    "add_webauthn": "people.account_forms.AddWebAuthnForm",
    "authenticate": "people.account_forms.AuthenticateForm",
    "edit_webauthn": "people.account_forms.EditWebAuthnForm",
    "reauthenticate": "people.account_forms.ReauthenticateByCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION
MFA_TOTP_ISSUER = "Engage"
STAFF_SECOND_FACTOR_REQUIRED = env.flag("STAFF_SECOND_FACTOR_REQUIRED", default=IS_PRODUCTION)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

# E-mail --------------------------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.text("EMAIL_URL", "")
if EMAIL_CONFIG:
    from urllib.parse import unquote, urlsplit

    _mail = urlsplit(EMAIL_CONFIG)
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or 587
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
    EMAIL_USE_SSL = _mail.scheme == "smtps"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"Engage <engage@{SITE_HOST}>")

# Language and time ---------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
# Languages in which a question may have a version, beside the language of the site; their names as their readers
# write them.
QUESTION_LANGUAGES = [
    ("en-gb", "English"),
    ("bn", "বাংলা"),
    ("cy", "Cymraeg"),
    ("gu", "ગુજરાતી"),
    ("hi", "हिन्दी"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("pl", "Polski"),
    ("ro", "Română"),
    ("ur", "اردو"),
]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
FORMAT_MODULE_PATH = ["engage.formats"]

# Files ---------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "engage.stylesheet.StylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Pictures in posts: no web server reads this folder, a view asks first who may see them.
FORUM_PICTURES = VAR_DIR / "forum-pictures"
# Pictures that young people send to competitions, likewise.
YOUTH_ENTRIES = VAR_DIR / "youth-entries"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if IS_TEST
        else "engage.static_storage.HashedStorage"
    },
}
WHITENOISE_USE_FINDERS = IS_TEST
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Wagtail -------------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Engage"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "engage.picture_forms.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
# Sound, film and captions of communities' pages (engage/community_media.py).
WAGTAILDOCS_EXTENSIONS += ["m4a", "mp3", "mp4", "ogg", "vtt", "webm"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Milliseconds. In tests a save that is still on its way would meet the next button press.
WAGTAIL_AUTOSAVE_INTERVAL = 0 if IS_TEST else 2000
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "none"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# Who moderates is told; superusers are not told the titles of young people’s drafts.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False

# Security ------------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
# The admin shows previews of our pages in a frame of its own page.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "engage.views.csrf_failure"
if IS_PRODUCTION:
    SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}

# What the partnership decides ------------------------------------------------------------------------------------
# Public tables about personal characteristics: counts under the minimum are hidden, the others rounded.
PUBLIC_MINIMUM_COUNT = 10
PUBLIC_ROUND_TO = 5
# A public outcome is due this many days after a consultation closes.
OUTCOME_DUE_DAYS = 84
# A consultation shorter than this needs a published reason.
SHORT_PERIOD_DAYS = 42
# What arrives this many minutes after closing, from somebody who had begun before, is taken.
GRACE_MINUTES = 30
# Answering: unfinished answers are kept so long after the last save; nobody answers in fewer seconds than these; one
# network may begin so many answers an hour, and one private link may be saved so often a minute.
DRAFT_DAYS = 30
RESPONSE_YEARS = 6
MINIMAL_SECONDS = 2
BEGIN_LIMIT_PER_HOUR = 200
SAVE_LIMIT_PER_MINUTE = 60
# E-mails that respondents ask for: to so many addresses for one private link, from one network in an hour, to one
# address in a day.
MAIL_ADDRESSES_A_LINK = 2
MAIL_LIMIT_PER_HOUR = 60
MAIL_LIMIT_PER_DAY = 5
