"""The settings window: what the program computes on, and how. See `window.SettingsWindow`."""
