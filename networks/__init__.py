"""What a network is: proposals, rounds, decisions, direction, members, learning."""
