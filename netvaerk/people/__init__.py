"""Who people are, where they belong, what they may do, what they did, and the post to them."""
