"""What a network may draw on: the catalogue, and what has been assigned to whom."""
