"""What every room raises for what it will not do."""


class Refusal(Exception):
    """What is not done, for a reason that the person who asked can mend: one line that says why."""
