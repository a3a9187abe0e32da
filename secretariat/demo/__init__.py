"""A world to show the house with, told through the actions, so that it can't break the rules."""
