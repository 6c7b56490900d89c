"""Dialogs: objects that are opened and closed, never static calls that wait. A new one is a file here and an action that opens it."""
