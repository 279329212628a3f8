"""The API at its base path."""

from django.urls import path

from webapp.api import api

urlpatterns = [path("api/v1/", api.urls)]
