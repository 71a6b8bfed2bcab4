"""The model page: what is on the shelf, downloads, and models that the user brings. See `page.ModelPage`."""
