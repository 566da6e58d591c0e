"""Tokens as Entra ID makes them, signed with a key made here."""

import base64
import hmac
import json
import time
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "8f2b7f5e-0000-4000-8000-000000000001"
TENANT = "8f2b7f5e-0000-4000-8000-000000000002"
ROLE = "FHO.Bruger"
NAME = "Opdigtet Økonomimedarbejder"

KEY = RSAKey.generate_key(2048, {"kid": "test", "alg": "RS256", "use": "sig"})
STRANGER = RSAKey.generate_key(2048, {"kid": "test", "alg": "RS256", "use": "sig"})


def token(key: RSAKey = KEY, **claims: Any) -> str:
    own = {
        "ver": "2.0", "aud": CLIENT, "iss": f"https://login.microsoftonline.com/{TENANT}/v2.0", "name": NAME,
        "oid": "1", "preferred_username": "opdigtet@example.dk", "roles": [ROLE], "exp": int(time.time()) + 6 * 3600,
    }  # fmt: skip
    return jwt.encode({"alg": "RS256", "kid": "test"}, own | claims, key)


def forged(algorithm: str) -> str:
    """A token signed with the public key as if it were a secret, or not at all."""
    header = base64.urlsafe_b64encode(json.dumps({"alg": algorithm, "kid": "test"}).encode()).rstrip(b"=")
    signed = header + b"." + token().split(".")[1].encode()
    signature = b""
    if algorithm == "HS256":
        digest = hmac.digest(KEY.as_pem(private=False), signed, "sha256")
        signature = base64.urlsafe_b64encode(digest).rstrip(b"=")
    return (signed + b"." + signature).decode()
