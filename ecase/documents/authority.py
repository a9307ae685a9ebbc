"""The demonstration authority: keys and certificates that belong to nobody but this installation.

Here: one root made at first use, end-entity certificates for the people who sign, revocation.
Not here: signing (`signing`), deciding whether a signature holds (`verification`).

This is NOT the National Certification Authority (НУЦ РК), and the root's name says so in every
signature. The private keys lie unencrypted under `ECASE_DATA/ca` (0700/0600): good enough to show how
signing works, never good enough to sign for a real person.
"""

import datetime as dt
import fcntl
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings

NAME = "ecase DEMONSTRATION authority, not NUC"
ROOT_KEY, ROOT_CERT, CRL, PEOPLE = "root.key", "root.pem", "revoked.crl", "people"

EMPLOYEE = x509.ObjectIdentifier("1.2.398.3.3.4.1.2.5")
"""The national role "employee of an organisation", so that role checks can be shown; see STACK."""

BACKWARD = dt.timedelta(days=5 * 365)
FORWARD = dt.timedelta(days=10 * 365)


@dataclass(frozen=True)
class Signer:
    """Who signs: a person in a post of an office.

    `iin` is 12 digits, `bin` the office's 12 digits; either may be empty. `post` is a name people read.
    """

    iin: str
    surname: str
    given_name: str
    patronymic: str
    post: str
    office: str
    bin: str

    @property
    def name(self) -> str:
        """Surname, given name and patronymic as registered, in the nominative."""
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)


@dataclass(frozen=True)
class Held:
    """A signer's key with its certificate and the root above it."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate
    root: x509.Certificate

    @property
    def serial(self) -> str:
        return serial_text(self.certificate.serial_number)

    @property
    def subject(self) -> str:
        """The certificate's name for people, at most 300 characters: «Name, post, office, IIN…, BIN…»."""
        order = (
            *(NameOID.COMMON_NAME, NameOID.TITLE, NameOID.ORGANIZATION_NAME),
            *(NameOID.SERIAL_NUMBER, NameOID.ORGANIZATIONAL_UNIT_NAME),
        )
        found = (self.certificate.subject.get_attributes_for_oid(oid) for oid in order)
        return ", ".join(str(attributes[0].value) for attributes in found if attributes)


@dataclass(frozen=True)
class Revocation:
    """When a certificate was revoked (aware UTC datetime)."""

    at: dt.datetime


def serial_text(number: int) -> str:
    """A serial as people read it: lower-case hexadecimal, even number of digits."""
    text = f"{number:x}"
    return text if len(text) % 2 == 0 else f"0{text}"


def certificate_for(signer: Signer) -> Held:
    """The signer's key and certificate; made at first use, the same ever after in this installation.

    Another post or office is another certificate, as a right hangs on an appointment and not on a person.
    """
    folder = _ready()
    path = folder / PEOPLE / f"{_handle(signer)}.pem"
    if not path.is_file():
        with _locked():
            if not path.is_file():
                _write(path, _issue(signer, folder))
    data = path.read_bytes()
    key = serialization.load_pem_private_key(data, password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return Held(key, x509.load_pem_x509_certificate(data), _root(folder))


def trusted_root() -> x509.Certificate | None:
    """The one root this installation trusts, or None when nothing was ever signed here. Makes nothing."""
    path = _folder() / ROOT_CERT
    return _root(_folder()) if path.is_file() else None


def revoke(serial: str, *, at: dt.datetime) -> None:
    """Put a certificate (serial in hexadecimal) on the revocation list as of `at`. Twice is once."""
    folder = _ready()
    number = int(serial, 16)
    with _locked():
        revoked = {entry.serial_number: entry.revocation_date_utc for entry in _list(folder)}
        if number not in revoked:
            _write(folder / CRL, _crl(folder, {**revoked, number: at}))


def revocation(serial: str) -> Revocation | None:
    """Whether and since when the certificate is revoked. A list the root did not sign counts as no list: it raises."""
    if trusted_root() is None:
        return None
    entry = _list(_folder()).get_revoked_certificate_by_serial_number(int(serial, 16))
    return Revocation(entry.revocation_date_utc) if entry is not None else None


# --- making ---------------------------------------------------------------------------------------


def _folder() -> Path:
    return Path(settings.ECASE_DATA) / "ca"


def _ready() -> Path:
    """The authority's folder, made whole or not at all however many processes ask at once."""
    folder = _folder()
    if not folder.is_dir():
        with _locked():
            if not folder.is_dir():
                _found(folder)
    return folder


@contextmanager
def _locked() -> Iterator[None]:
    data = Path(settings.ECASE_DATA)
    data.mkdir(mode=0o750, parents=True, exist_ok=True)
    with open(os.open(data / "ca.lock", os.O_RDWR | os.O_CREAT, 0o600), "rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _found(folder: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "KZ"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "ecase"),
            x509.NameAttribute(NameOID.COMMON_NAME, NAME),
        ]
    )
    now = dt.datetime.now(dt.UTC)
    public = key.public_key()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        # Stories told by the demonstration begin in the past, so the authority must be older than they are.
        .not_valid_before(now - BACKWARD)
        .not_valid_after(now + FORWARD)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )
    made = Path(tempfile.mkdtemp(prefix="ca.", dir=folder.parent))  # mkdtemp gives 0700
    (made / PEOPLE).mkdir(mode=0o700)
    _write(made / ROOT_KEY, _pem(key))
    _write(made / ROOT_CERT, certificate.public_bytes(serialization.Encoding.PEM))
    _write(made / CRL, _crl(made, {}))
    os.rename(made, folder)
    _sync(folder.parent)


def _issue(signer: Signer, folder: Path) -> bytes:
    """A new key and certificate for the signer, as one PEM text. Called under the lock."""
    root, root_key = _root(folder), _root_key(folder)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = [
        (NameOID.COMMON_NAME, signer.name),
        (NameOID.SURNAME, signer.surname),
        (NameOID.GIVEN_NAME, " ".join(part for part in (signer.given_name, signer.patronymic) if part)),
        (NameOID.SERIAL_NUMBER, f"IIN{signer.iin}" if signer.iin else ""),
        (NameOID.COUNTRY_NAME, "KZ"),
        (NameOID.ORGANIZATION_NAME, signer.office),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, f"BIN{signer.bin}" if signer.bin else ""),
        (NameOID.TITLE, signer.post),
    ]
    builder = (
        x509.CertificateBuilder()
        # X.520 allows 64 characters in most of these; a court's full name is often longer.
        .subject_name(x509.Name([x509.NameAttribute(oid, text[:64]) for oid, text in subject if text]))
        .issuer_name(root.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # Real keys live a year; these live as long as their authority, since demonstrations tell of other years.
        .not_valid_before(root.not_valid_before_utc)
        .not_valid_after(root.not_valid_after_utc)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION, EMPLOYEE]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()),
            critical=False,
        )
    )
    certificate = builder.sign(root_key, hashes.SHA256())
    return _pem(key) + certificate.public_bytes(serialization.Encoding.PEM)


def _crl(folder: Path, revoked: dict[int, dt.datetime]) -> bytes:
    root, root_key = _root(folder), _root_key(folder)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.subject)
        .last_update(dt.datetime.now(dt.UTC))
        # The list never leaves this folder and is renewed at each revocation, so it does not go stale.
        .next_update(root.not_valid_after_utc)
    )
    for number, at in revoked.items():
        entry = x509.RevokedCertificateBuilder().serial_number(number).revocation_date(at).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(root_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def _usage(**wanted: bool) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in every})


# --- reading and writing --------------------------------------------------------------------------


def _handle(signer: Signer) -> str:
    """A file name that says nothing about the person."""
    return hashlib.sha256(json.dumps(asdict(signer), sort_keys=True).encode()).hexdigest()


@lru_cache(maxsize=8)
def _parsed_root(data: bytes) -> x509.Certificate:
    return x509.load_pem_x509_certificate(data)


def _root(folder: Path) -> x509.Certificate:
    return _parsed_root((folder / ROOT_CERT).read_bytes())


def _root_key(folder: Path) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key((folder / ROOT_KEY).read_bytes(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def _list(folder: Path) -> x509.CertificateRevocationList:
    found = x509.load_pem_x509_crl((folder / CRL).read_bytes())
    public = _root(folder).public_key()
    assert isinstance(public, rsa.RSAPublicKey)
    if not found.is_signature_valid(public):
        raise ValueError("the revocation list is not signed by the demonstration authority")
    return found


def _pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, readable by the owner only."""
    handle, temporary = tempfile.mkstemp(prefix=".", dir=path.parent)  # mkstemp gives 0600
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
