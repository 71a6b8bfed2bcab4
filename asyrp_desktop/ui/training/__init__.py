"""The training window: a new slider from two phrases. See `window.TrainingWindow`."""
