"""Who may do what, each one small fact. What may be seen is each QuerySet's `visible_to`."""
