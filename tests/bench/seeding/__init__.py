"""What is seeded, a function a noun; `tests.bench.seed` calls them in order."""
