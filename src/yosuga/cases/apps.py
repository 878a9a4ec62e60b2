"""The cases app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases and their custody logs."""

    name = "yosuga.cases"
    label = "cases"
