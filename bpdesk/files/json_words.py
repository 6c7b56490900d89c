"""What a JSON parser says is wrong, in words for a person."""

from bpdesk.text import tr


def in_words(reason: str) -> str:
    """`reason` is the message of a json.JSONDecodeError; one that isn't known is told as it is."""
    known = {
        "Expecting value": tr("a value is missing"),
        "Expecting property name": tr("a name in quotation marks is missing"),
        "Expecting ':' delimiter": tr("a colon is missing"),
        "Expecting ',' delimiter": tr("a comma or a closing bracket is missing"),
        "Illegal trailing comma": tr("a comma before a closing bracket"),
        "Extra data": tr("something follows behind its end"),
        "Unterminated string": tr("a text that begins here never ends"),
        "Invalid \\escape": tr("a backslash before a sign that needs none"),
        "Invalid \\uXXXX escape": tr("\\u without four hexadecimal digits"),
        "Invalid control character": tr("a control character within a text"),
    }
    return next((words for beginning, words in known.items() if reason.startswith(beginning)), reason)
