"""What support was asked for, given and used; counted from what happened, never stored."""
