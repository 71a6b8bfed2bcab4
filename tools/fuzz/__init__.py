"""Seeded fuzzers of all that reads what strangers may have written."""
