"""The window. The only room with PySide6; what a person can do is in `operations`, here is how it looks."""
