"""A certificate for trying the server on one PC: Office only loads add-ins over HTTPS.

Production takes the organisation's own. The library for this, trustme, cannot constrain an issuer to names: whoever
trusted its issuer would trust it for every site, so the few lines are our own.
"""

import datetime as dt
import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAYS: Final = 365
_LOCAL: Final = x509.DNSName("localhost")
_LOOPBACK: Final = tuple(x509.IPAddress(ipaddress.ip_address(one)) for one in ("127.0.0.1", "::1"))
_LOOPBACK_NETWORKS: Final = tuple(x509.IPAddress(ipaddress.ip_network(one)) for one in ("127.0.0.0/8", "::1/128"))


@dataclass(frozen=True)
class TrialCertificate:
    """The files: the server's certificate and key, and the issuer that this PC is to trust."""

    certificate: Path
    key: Path
    issuer: Path


def trial_certificate(folder: Path) -> TrialCertificate:
    """The certificate in ``folder``, made when there is none or it has run out.

    Whoever trusts the issuer trusts it for this PC alone: it may sign for localhost only, and its key is not kept.
    """
    files = TrialCertificate(folder / "localhost.pem", folder / "localhost.key", folder / "fho-trial-issuer.pem")
    if not _is_usable(files):
        folder.mkdir(parents=True, exist_ok=True)
        _make(files)
    return files


def _is_usable(files: TrialCertificate) -> bool:
    if not all(path.exists() for path in (files.certificate, files.key, files.issuer)):
        return False
    try:
        certificate = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    except ValueError:
        return False
    return certificate.not_valid_after_utc > dt.datetime.now(dt.UTC)


def _make(files: TrialCertificate) -> None:
    issuer_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "FHO, prøvecertifikat for denne pc")])
    issuer = (
        _builder(issuer_name, issuer_name, issuer_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints([_LOCAL, *_LOOPBACK_NETWORKS], None), critical=True)
        .sign(issuer_key, hashes.SHA256())
    )
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = (
        _builder(name, issuer_name, key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_LOCAL, *_LOOPBACK]), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    files.issuer.write_bytes(issuer.public_bytes(pem))
    files.certificate.write_bytes(certificate.public_bytes(pem))
    _write_secret(
        files.key,
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    )


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))
        .not_valid_after(now + dt.timedelta(days=DAYS))
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    others = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only")
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        **dict.fromkeys((*others, "decipher_only"), False),
    )


def _write_secret(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
