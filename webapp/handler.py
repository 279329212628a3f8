"""The Lambda's entry point: API Gateway's event in, its answer out."""

import os

from apig_wsgi import make_lambda_handler
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.settings")

handler = make_lambda_handler(get_wsgi_application())
