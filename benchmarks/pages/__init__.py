"""Pages that captures are measured on."""
