"""Everything a person can do, once, for both faces: each function is one act, and only these open transactions."""
