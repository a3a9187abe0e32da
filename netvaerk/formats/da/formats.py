"""Danish dates as people write and read them; the rest is Django's own (FORMAT_MODULE_PATH)."""

DATETIME_FORMAT = r"j. F Y \k\l. G.i"
TIME_FORMAT = "G.i"
# The first is also how a date stands in a field.
DATE_INPUT_FORMATS = ["%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y"]
