"""The Lambda's entry point: API Gateway's event in, its answer out."""

import os
from importlib import import_module
from typing import Any
from urllib.parse import quote

from webapp.start import quick_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.settings")

with quick_start():
    from apig_wsgi import make_lambda_handler
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    from webapp.tables import connection

    serve = make_lambda_handler(get_wsgi_application())
    import_module(settings.ROOT_URLCONF)  # now, at init; Django would wait for the first request
    connection.make_client()


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answers a version 2.0 event. The gateway decodes the path, and WSGI takes no character beyond Latin-1."""
    return serve({**event, "rawPath": quote(event["rawPath"], safe="/%")}, context)
