"""The lists of this room, as they can be taken along."""
