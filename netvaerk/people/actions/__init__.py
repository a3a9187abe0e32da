"""The only writers of the people room."""
