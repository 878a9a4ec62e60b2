"""Evidence items: captured, imported, derived, exported, erased."""
