"""Settings: one file, read from the environment, that refuses nonsense at start with one clear line.

Every variable stands in the README's table. `./run` fills in all of them for embedded data.
"""

import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()


def _refuse(words: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"ecase cannot start: {words}")


def _flag(name: str, default: bool) -> bool:
    """`0` or `1`; anything else is refused rather than guessed."""
    value = env.str(name, default="1" if default else "0").strip()
    if value not in {"0", "1"}:
        raise _refuse(f"{name} must be 0 or 1, not {value!r}.")
    return value == "1"


def _whole(name: str, default: int) -> int:
    try:
        return env.int(name, default=default)
    except ValueError:
        raise _refuse(f"{name} must be a whole number.") from None


# --- which kind of installation -----------------------------------------------------------------
HOST = env.str("HOST", default="127.0.0.1")
PORT = _whole("PORT", 8000)
LOOPBACK = HOST in {"127.0.0.1", "localhost", "::1"}
ECASE_DEMO = _flag("ECASE_DEMO", default=False)
ECASE_DEMO_PUBLIC = _flag("ECASE_DEMO_PUBLIC", default=False)
ECASE_TLS = _flag("ECASE_TLS", default=not LOOPBACK)
ECASE_TIME_SHIFT = _whole("ECASE_TIME_SHIFT", 0)
ECASE_BUILD = env.str("ECASE_BUILD", default="0.1.0")
DEBUG = False

if ECASE_TIME_SHIFT and not ECASE_DEMO:
    raise _refuse("ECASE_TIME_SHIFT moves the legal clock and is for demo and tests only (ECASE_DEMO=1).")
if ECASE_DEMO and not LOOPBACK and not ECASE_DEMO_PUBLIC:
    raise _refuse(f"demo accounts on HOST={HOST} are open to everybody; set ECASE_DEMO_PUBLIC=1 if you mean it.")

# Who is asked for a person by IIN: empty = nobody, "demo" = the stand-in, else the dotted path of an adapter.
ECASE_CIVIL_REGISTRY = env.str("ECASE_CIVIL_REGISTRY", default="demo" if ECASE_DEMO else "").strip()
if ECASE_CIVIL_REGISTRY == "demo" and not ECASE_DEMO:
    raise _refuse("ECASE_CIVIL_REGISTRY=demo invents people and is for demonstrations only (ECASE_DEMO=1).")

ECASE_DATA = Path(env.str("ECASE_DATA", default=str(BASE_DIR / ".data"))).resolve()
ECASE_FILE_PATH = "ecase.documents.storage.path_of"
ECASE_PDF_FONTS = BASE_DIR / "static" / "vendor" / "fonts-pdf"

SECRET_KEY = env.str("SECRET_KEY", default="")
if len(SECRET_KEY) < 32:
    raise _refuse("SECRET_KEY is missing or shorter than 32 characters.")
ECASE_LEDGER_KEY = env.str("ECASE_LEDGER_KEY", default="")
if len(ECASE_LEDGER_KEY) != 64 or set(ECASE_LEDGER_KEY) - set("0123456789abcdefABCDEF"):
    raise _refuse("ECASE_LEDGER_KEY (64 hexadecimal digits; it seals the private part of the record) is missing.")

ALLOWED_HOSTS = env.list("ECASE_HOSTS", default=[HOST, "localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("ECASE_ORIGINS", default=[])
# What is printed on receipts for citizens to come back to.
ECASE_ADDRESS = env.str("ECASE_ADDRESS", default=f"https://{HOST}" if ECASE_TLS else f"http://{HOST}:{PORT}").rstrip(
    "/"
)


# --- database: one alias; the process logs in as its own role, `migrate` alone as the owner --------
def _database(name: str) -> dict[str, object]:
    url = env.str(name, default="")
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise _refuse(f"{name} must look like postgresql://user:password@host:port/name.")
    return {
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }


DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **_database("DATABASE_URL"),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"},
        "TEST": {"TEMPLATE": "template0", "NAME": env.str("ECASE_TEST_DATABASE", default="test_ecase")},
    }
}


def _login(name: str) -> dict[str, object]:
    """User and password of another role on the same database; empty where the variable is not set."""
    if not env.str(name, default=""):
        return {}
    found = _database(name)
    return {"USER": found["USER"], "PASSWORD": found["PASSWORD"]}


DB_OWNER = _login("DATABASE_OWNER_URL")
DB_READ = _login("DATABASE_READ_URL")
DB_CLOCK = _login("DATABASE_CLOCK_URL")  # the demo story tells what the clock did
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- broker: carries hints, never the truth ---------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_DEFAULT_QUEUE = "work"
CELERY_TASK_ROUTES = {"ecase.clockwork.tasks.tick": {"queue": "clock"}}
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_MAX_LOOP_INTERVAL = 1
# Defined here and nowhere else: an administrator cannot switch off the clock in a form.
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "ecase.clockwork.tasks.tick", "schedule": 1.0, "options": {"expires": 1}},
    "heartbeat": {"task": "ecase.clockwork.tasks.work_heartbeat", "schedule": 10.0, "options": {"expires": 10}},
    "uploads": {"task": "cases.tasks.read_uploads", "schedule": 60.0, "options": {"expires": 60}},
    "drafts": {"task": "ecase.clockwork.tasks.drop_drafts", "schedule": 3600.0, "options": {"expires": 3600}},
}

# --- applications: upper floors may call lower ones, never the other way round ------------------------
INSTALLED_APPS = [
    "ecase.web",
    "ecase.people",
    "ecase.ledger",
    "ecase.documents",
    "cases",
    "detention",
    "sanctions",
    "writ",
    "ecase.oversight",
    "ecase.clockwork",
    "ecase.demo",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "guardian",
    "axes",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
]
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "ecase.people.backends.NoDemoPassword",
    "django.contrib.auth.backends.ModelBackend",
]
# guardian is the registry of grants, not an authorisation backend: it says yes to every superuser.
# W019 wants X_FRAME_OPTIONS=DENY; our own pages show acts in a frame of the same origin.
SILENCED_SYSTEM_CHECKS = ["guardian.W001", "security.W019"]
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None
GUARDIAN_USER_OBJ_PERMS_MODEL = "guardian.UserObjectPermission"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ecase.web.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "ecase.people.middleware.Appointments",
    "ecase.web.middleware.Sizes",
    "ecase.web.speaking.Speaking",
    "ecase.web.middleware.Refusals",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ecase.web.middleware.Headers",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "ecase.urls"
WSGI_APPLICATION = "ecase.wsgi.application"
APPEND_SLASH = True
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "sign_in"

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
                "ecase.oversight.frame.frame",
            ],
        },
    }
]
FORM_RENDERER = "ecase.web.forms.GovukRenderer"

# --- sign-in --------------------------------------------------------------------------------------
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "errors/429.html"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False  # the admin holds reference data and nothing else
AXES_IPWARE_PROXY_COUNT = _whole("ECASE_PROXIES", 0)
AXES_CLIENT_IP_CALLABLE = "ecase.people.address.address_of"  # axes itself needs another package to read the count

# --- transport ------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ECASE_TLS
SESSION_COOKIE_NAME = "__Host-ecase" if ECASE_TLS else "ecase"
CSRF_COOKIE_NAME = "__Host-csrf" if ECASE_TLS else "csrf"
SECURE_SSL_REDIRECT = ECASE_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if AXES_IPWARE_PROXY_COUNT else None
SECURE_HSTS_SECONDS = 31536000 if ECASE_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ECASE_TLS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
ECASE_UPLOAD_LIMIT = 100 * 1024 * 1024  # bytes of one material

# --- language, time, numbers ------------------------------------------------------------------------
LANGUAGE_CODE = "ru"
LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "ecase" / "law" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Almaty"
FORMAT_MODULE_PATH = ["ecase.formats"]
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- files -------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_MAX_AGE = 3600
# Source maps and print fonts are seldom fetched: not worth a second copy.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    *("jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "br", "pdf"),
    *("woff", "woff2", "ttf", "eot", "map"),
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "ecase.web.static_files.HashedAndZipped"},
}

# --- API ---------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "ecase.people.tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["ecase.web.api.HasAppointment"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "ecase.web.bodies.ObjectParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_PAGINATION_CLASS": "ecase.web.api.ByIdDescending",
    "PAGE_SIZE": 25,
    "EXCEPTION_HANDLER": "ecase.web.api.problem",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_RATES": {"calculator": "240/min", "token": "60/min", "token_address": "120/min"},
    "NUM_PROXIES": AXES_IPWARE_PROXY_COUNT,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "ecase",
    "DESCRIPTION": "The electronic criminal case: the same acts as the pages, under the same rules.",
    "VERSION": ECASE_BUILD,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SERVE_INCLUDE_SCHEMA": False,
    # Lists of choices stay where they are used; hoisting them gives them names that mean nothing.
    "POSTPROCESSING_HOOKS": [],
}

CACHES = {"default": {"BACKEND": "ecase.web.cache.Dispensable", "LOCATION": REDIS_URL}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["out"], "level": env.str("ECASE_LOG", default="WARNING")},
}

TESTING = "pytest" in sys.modules
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # A test asks for no scan of the collected files, which another run may be writing at this moment.
    WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
