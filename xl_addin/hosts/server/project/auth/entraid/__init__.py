"""Sign-in with Entra ID is xlwings Server's own; it finds the signing keys through ``jwks`` beside this file."""

from xlwings_server.auth.entraid import validate_token

__all__ = ["validate_token"]
