"""What is said when an edit can't be made."""


class Refusal(ValueError):
    """An edit that can't be made; the text is one plain sentence for the person."""
