"""Networks and directions that others published, as this program's own. One module a format; each is exact."""
