"""Everything a person can do, once, for both faces: a function is one act; only these open transactions."""
