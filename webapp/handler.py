"""Entry point of the API's Lambda: takes API Gateway's event, returns its response."""

import os
from importlib import import_module
from typing import Any

from webapp.start import quick_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.settings")

with quick_start():
    from apig_wsgi import make_lambda_handler
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    from webapp.aws.tables import connection
    from webapp.http.origin import USE_THE_SITE, came_through_the_site
    from webapp.http.problem_types import UNREADABLE
    from webapp.http.problems import Kind, problem_response
    from webapp.http.request import JsonRequest, UnreadableError, as_wsgi_takes_it
    from webapp.logs import log_of_request
    from webapp.unconnected import close_nothing

    application = get_wsgi_application()
    application.request_class = JsonRequest
    serve = make_lambda_handler(application)
    import_module(settings.ROOT_URLCONF)  # at init; Django would wait for the first request
    connection.make_client()
    close_nothing()


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answers a version 2.0 event."""
    with log_of_request(event) as answer:
        answer |= _answer(event, context)
    return answer


def _answer(event: dict[str, Any], context: object) -> dict[str, Any]:
    if not came_through_the_site(event):
        return _refused(USE_THE_SITE)
    try:
        readable = as_wsgi_takes_it(event)
    except UnreadableError:
        return _refused(UNREADABLE)
    answer: dict[str, Any] = serve(readable, context)
    return answer


def _refused(kind: Kind) -> dict[str, Any]:
    problem = problem_response(kind)
    return {"statusCode": problem.status_code, "headers": dict(problem.items()), "body": problem.text}
