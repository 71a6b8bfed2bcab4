"""The batch window: many photos, one edit. See `window.BatchWindow`."""
