"""The command line: every operation as a command, for people and for programs. It decides nothing."""
