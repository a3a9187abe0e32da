"""Sign-in's own pages, one's own page and post, and what other pages ask for."""
