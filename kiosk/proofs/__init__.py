"""What proves that somebody or something is genuine: a PIN, a signature."""
