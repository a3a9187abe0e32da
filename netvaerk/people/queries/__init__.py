"""What a page of the people room shows; never writes."""
