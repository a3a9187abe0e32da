"""The house on paper: a round, a year. Shared texts only, whoever reads."""
