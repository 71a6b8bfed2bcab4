"""Looking at what an edit did: its difference, a map of it, strength grids and morphs."""
