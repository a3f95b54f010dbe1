"""The reader and the dialogs above it."""
