"""Front desk and back office: everyone's next step, support, nudges delivered, chiefs' review."""
