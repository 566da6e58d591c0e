"""Sign-in: what of xlwings Server's we set up differently."""
