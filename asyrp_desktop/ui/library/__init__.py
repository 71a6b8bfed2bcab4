"""The library of directions: what there is, what it does, and what of it has a slider. See `window.LibraryWindow`."""
