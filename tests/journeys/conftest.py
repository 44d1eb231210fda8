"""The stories are told on a desk of their own."""

from tests.desk_fixtures import clock, desk, english, hands, qapp

__all__ = ["clock", "desk", "english", "hands", "qapp"]
