"""The only writers of the networks room."""
