"""Pure decisions over the catalog: no clock, no database, no settings."""
