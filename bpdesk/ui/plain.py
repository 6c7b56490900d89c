"""Text from documents as text: where Qt would read HTML (tooltips), it gets it escaped."""

from html import escape


def as_rich_text(text: str) -> str:
    """HTML that shows exactly that text, its lines unbroken."""
    lines = "<br>".join(escape(line) for line in text.split("\n"))
    return f"<p style='white-space: pre'>{lines}</p>"
