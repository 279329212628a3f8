"""Django's settings for a typed API: no database, no sessions, no templates, no secret."""

from webapp.logs import configure_logging

configure_logging()

ALLOWED_HOSTS = ["*"]  # the gateway serves its own host names only
APPEND_SLASH = False
INSTALLED_APPS: list[str] = []
LOGGING_CONFIG = None
MIDDLEWARE = [
    "webapp.http.middleware.answer_problems",
    "webapp.http.middleware.accept_small_json_only",
    "webapp.http.middleware.end_in_time",
]
ROOT_URLCONF = "webapp.urls"
TIME_ZONE = "UTC"  # otherwise Django sets the process's time zone to America/Chicago
USE_I18N = False
USE_TZ = True
