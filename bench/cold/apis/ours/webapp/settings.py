"""Django with what a typed API needs."""

ALLOWED_HOSTS = ["*"]
APPEND_SLASH = False
INSTALLED_APPS: list[str] = []
LOGGING_CONFIG = None
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "webapp.api"
USE_I18N = False
USE_TZ = True
