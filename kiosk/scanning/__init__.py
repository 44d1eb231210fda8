"""How a code reaches us. What becomes of it is not decided here."""
