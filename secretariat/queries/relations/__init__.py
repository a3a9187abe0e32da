"""Which departments and kinds of people have come to work together; never who, never how many.

Two groups have come to work together when at least three people of each have encountered somebody
of the other. Below that it looks as if they had never met.
"""
