"""What holds for all tests."""

from hypothesis import settings

# How long an example takes says more about the machine than about the code.
# The same examples each time: a failure is the change's. `pytest --hypothesis-profile search` looks for new ones.
settings.register_profile("fho", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile("fho")
