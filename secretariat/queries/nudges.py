def reason_not_to_nudge(mail):
    return ""
