"""The command line ``fho``: one module a command."""
