"""The screens. They do not know each other: what changed travels through `ui/changes`."""
