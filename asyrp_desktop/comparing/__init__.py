"""Many edits of one photo: strength grids, morphs, and the previews of directions. No Qt."""
