"""How keys and scans reach the screens."""
