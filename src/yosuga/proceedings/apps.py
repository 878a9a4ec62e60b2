"""The proceedings app."""

from django.apps import AppConfig


class ProceedingsConfig(AppConfig):
    """Exhibit plans."""

    name = "yosuga.proceedings"
    label = "proceedings"

    def ready(self) -> None:
        """Have plans forgotten with the keys of their cases."""
        from yosuga.proceedings import forgetting  # noqa: F401 - importing it connects it
