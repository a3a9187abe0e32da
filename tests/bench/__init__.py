"""`make bench`: what every page costs at scale, beside a bare page of the same size."""
