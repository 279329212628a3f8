"""The small API, as the platform's own is started."""

import os
from importlib import import_module
from typing import Any

from webapp.start import quick_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.settings")

with quick_start():
    from apig_wsgi import make_lambda_handler
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from pynamodb.connection import Connection

    serve = make_lambda_handler(get_wsgi_application())
    import_module(settings.ROOT_URLCONF)
    dynamodb = Connection(region=os.environ["AWS_REGION"]).client


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return serve(event, context)
