"""How VBA starts the server, said once for the tests on Windows; test_calls.py holds it against the VBA itself."""


def server_command(interpreter: str) -> str:
    """As ServerCommand in FhoSettings makes it."""
    return (
        f"\"{interpreter}\" -B -P -c \"import sys;sys.modules['pandas']=sys.modules['matplotlib']=None;"
        "import xlwings;xlwings.serve('$(CLSID)')\""
    )
