"""Many photos, one edit: planned, recorded in a manifest, resumable. See `run.Batch`."""
