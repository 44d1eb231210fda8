"""Marhaba: the check-in and badge desk."""

__version__ = "0.1.0"
