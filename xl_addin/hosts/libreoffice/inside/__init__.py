"""What runs inside LibreOffice, in its own Python."""
