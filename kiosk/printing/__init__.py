"""How a PDF reaches paper: one protocol, and one file for each way."""
