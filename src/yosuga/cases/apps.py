"""The cases app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases and their custody logs."""

    name = "yosuga.cases"
    label = "cases"

    def ready(self) -> None:
        """Have notes forgotten with the keys of their cases."""
        from yosuga.cases import notes  # noqa: F401 - importing it connects it
