"""What people may upload, and how each file is opened before it is let in.

`checked(name, content)` gives an `Upload` or raises a `Fault`, whose words name the file and say
how to mend it. The extension, the first bytes and the parser must all say the same; a picture is
written anew, so that nothing hidden in it comes along.
"""

from netvaerk.uploads.check import EXTENSIONS, LARGEST, Upload, checked, kind_in_words
from netvaerk.uploads.fault import Fault
from netvaerk.uploads.names import LONGEST_NAME, cleaned_name

__all__ = [
    "EXTENSIONS",
    "LARGEST",
    "LONGEST_NAME",
    "Fault",
    "Upload",
    "checked",
    "cleaned_name",
    "kind_in_words",
]
