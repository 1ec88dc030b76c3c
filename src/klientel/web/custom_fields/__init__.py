"""Fields of one's own on pages: made in the settings, filled in forms, shown at records and lists."""
