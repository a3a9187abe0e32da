"""One settings file for every place the code runs; values come from the environment.

Development, demo and tests need no environment at all. Production is DEBUG=0 and DEMO unset:
then every secret and address must be given, and a missing one is named with its remedy.
"""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from netvaerk import embedded

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

# --- Where am I -------------------------------------------------------------------------------
DEMO = env.bool("DEMO", False)
DEBUG = env.bool("DEBUG", False)
OUTSIDE_DATABASE = env.str("DATABASE_URL", "")
# Production is whatever has its own secret: development and demo never need one.
PRODUCTION = bool(env.str("SECRET_KEY", ""))
if PRODUCTION and (DEMO or DEBUG):
    raise ImproperlyConfigured(
        "SECRET_KEY is set, so this is production: unset DEMO and DEBUG. "
        "(For a demo, unset SECRET_KEY instead.)"
    )
if not (PRODUCTION or DEMO or DEBUG) and OUTSIDE_DATABASE:
    raise ImproperlyConfigured(
        "DATABASE_URL is set without SECRET_KEY: set SECRET_KEY to a long random text "
        "for production, or DEMO=1 / DEBUG=1 on a developer's machine."
    )


def required(name: str, remedy: str) -> str:
    """Read a variable that production cannot do without; the error says how to give it."""
    value = env.str(name, "")
    if PRODUCTION and not value:
        raise ImproperlyConfigured(f"{name} is missing: {remedy}")
    return value


SECRET_KEY = env.str("SECRET_KEY", "") or "only-for-development-and-demo-" + "x" * 40
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
SITE_URL = required(
    "SITE_URL", "set it to the public address, e.g. https://netvaerk.kommune.example"
) or (f"http://127.0.0.1:{env.str('PORT', '8000')}")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [SITE_URL])
ROOT_URLCONF = "netvaerk.urls"
WSGI_APPLICATION = "netvaerk.wsgi.application"

# --- The municipality -------------------------------------------------------------------------
MUNICIPALITY = env.str("MUNICIPALITY", "Eksempel Kommune")
MUNICIPALITY_LOGO = env.str("MUNICIPALITY_LOGO", "")  # a static path; empty shows the name
SIGNUP_DOMAINS = env.list("SIGNUP_DOMAINS", ["demo.example"] if not PRODUCTION else [])
ACCESSIBILITY_STATEMENT_URL = env.str("ACCESSIBILITY_STATEMENT_URL", "https://was.digst.dk/")
SECRETARIAT_EMAIL = env.str("SECRETARIAT_EMAIL", "netvaerk@demo.example")

# --- Rooms and parts --------------------------------------------------------------------------
INSTALLED_APPS = [
    "secretariat",
    "offerings",
    "networks",
    "netvaerk.people",
    "netvaerk.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "pgtrigger",
    "template_partials",
]

MIDDLEWARE = [
    # The headers come first, so that no answer passes them by: redirects and static files neither.
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "netvaerk.middleware.StrictHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "netvaerk.middleware.RefuseNulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "netvaerk.people.middleware.PersonLanguageMiddleware",
    "netvaerk.middleware.NotAllowedPageMiddleware",
    "netvaerk.middleware.DoorMiddleware",
    "netvaerk.people.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "netvaerk.look.municipality",
            ],
            "builtins": ["netvaerk.templatetags.components"],
        },
    }
]
FORM_RENDERER = "netvaerk.forms.DesignSystemRenderer"

# --- Database and broker ----------------------------------------------------------------------
DATABASES = {
    "default": env.dj_db_url(
        "DATABASE_URL", embedded.database_url(), conn_max_age=60, conn_health_checks=True
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", "")
CACHES = {
    "default": {
        "BACKEND": "netvaerk.cache.ForgivingRedisCache",
        # Django and Celery spell a socket differently.
        "LOCATION": REDIS_URL.replace("redis+socket:", "unix:") or embedded.cache_url(),
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}
CELERY_BROKER_URL = REDIS_URL or embedded.broker_url()
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 1
# A web request must neither fail nor wait when the broker is away: the outbox is the truth.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 30}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "Europe/Copenhagen"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
TICK = timedelta(seconds=env.int("TICK_SECONDS", 60))
EVERY_TICK = [
    *("secretariat.tasks.plan_nudges", "netvaerk.people.tasks.deliver_mail"),
    *("networks.tasks.end_memberships", "networks.tasks.remind_invited", "offerings.tasks.promote"),
    *("secretariat.tasks.strike_left", "offerings.tasks.free_places"),
]
CELERY_BEAT_SCHEDULE = {task: {"task": task, "schedule": TICK} for task in EVERY_TICK}
CELERY_BEAT_SCHEDULE["netvaerk.people.tasks.deliver_mail"]["schedule"] = TICK / 3

# --- Mail -------------------------------------------------------------------------------------
if not PRODUCTION and not env.str("EMAIL_URL", ""):
    # Nothing leaves the machine: the demo shows each person's post on a page.
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
else:
    locals().update(
        {key: value for key, value in env.dj_email_url("EMAIL_URL").items() if value is not None}
    )
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"{MUNICIPALITY} <netvaerk@demo.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Signing in -------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("Argon2", "PBKDF2")
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    ]
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "netvaerk.people.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "netvaerk.people.forms.SignupForm",
    "add_email": "netvaerk.people.forms.AddressForm",
    "request_login_code": "netvaerk.people.forms.RequestCodeForm",
    "confirm_login_code": "netvaerk.people.forms.CodeForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_BY_CODE_ENABLED, ACCOUNT_LOGIN_BY_CODE_TIMEOUT = True, 15 * 60  # for guests
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Laid on top of allauth's own limits for sign-up, reset and the rest.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
# Whose attempts are counted: behind a proxy every browser would else share the proxy's address,
# and ten mistyped passwords a minute would shut out the whole municipality.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 1 if PRODUCTION else 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = MUNICIPALITY
# Passwords alone don't guard personal data on the internet.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", PRODUCTION)

# --- Language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "da"
FORMAT_MODULE_PATH = ["netvaerk.formats"]
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE, USE_TZ = "Europe/Copenhagen", True

# --- Static files -----------------------------------------------------------------------------
STATIC_URL = "/static/"
# Outside production the finders serve each file from where it lies.
STATIC_ROOT = (
    required("STATIC_ROOT", "set it to a folder that `scripts/entry build` may fill") or None
)
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("dkfds", BASE_DIR / "node_modules/dkfds/dist"),
    ("htmx", BASE_DIR / "node_modules/htmx.org/dist"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What people lay by their learning cards: outside the web root, read through the gate.
    "attachments": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": required("ATTACHMENTS", "set it to a folder outside the web root")
            or str(embedded.data_home() / "attachments"),
            "file_permissions_mode": 0o600,
        },
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION

# --- Doors shut from outside ------------------------------------------------------------------
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_FAILURE_VIEW = "netvaerk.errors.expired_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Large enough that 10 MB pasted into a field comes back with a form error and the text kept.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^sundhed/"]
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrftoken"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {
    feature: []
    for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}

# --- Log: ids and sentences, never what people wrote ------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"no_keys": {"()": "netvaerk.logs.WithoutKeys"}},
    "loggers": {f"django.{of}": {"filters": ["no_keys"]} for of in ("request", "security.csrf")},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
