"""The rules of an entrance: the standard library only, no database, no window, no clock of its own."""
