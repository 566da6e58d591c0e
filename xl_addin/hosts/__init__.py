"""Where the cell functions run."""
