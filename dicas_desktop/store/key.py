"""From a passphrase to the raw key of one file, and how a secret is overwritten when it has served.

Argon2id (RFC 9106, second recommended option: 3 passes over 64 MiB, 4 lanes) over the passphrase and the file's own
first 16 bytes, which SQLCipher uses as its salt. Giving SQLCipher the raw key and that salt spares its own key
derivation at each connection.
"""

import sys
import unicodedata

SALT_BYTES = 16
_KEY_BYTES = 32
_PASSES = 3
_LANES = 4
_MEMORY_KIB = 64 * 1024
_SHORTEST = 16  # characters: Python may share a shorter text with others


def raw_key(passphrase: str, salt: bytes) -> str:
    """Return the SQLCipher key literal `x'<64 hex digits of key><32 of salt>'` for a file with this salt.

    The passphrase is taken in Unicode form NFKC, so that the same words typed on another keyboard open the file. Who
    holds the literal calls `forget` on it at the end.
    """
    # imported here: the library costs 40 ms that a plain file need not pay
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    text = bytearray(unicodedata.normalize("NFKC", passphrase).encode(errors="surrogatepass"))
    key = bytearray(_KEY_BYTES)
    derivation = Argon2id(salt=salt, length=_KEY_BYTES, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB)
    derivation.derive_into(text, key)  # type: ignore[arg-type] # any buffer will do; the stub says bytes
    digits = key.hex()
    try:
        return f"x'{digits}{salt.hex()}'"
    finally:
        for secret in (text, key, digits):
            forget(secret)


def forget(secret: str | bytearray) -> None:
    """Overwrite a secret in memory. A text must be one that nobody else reads any more, of this program's own making.

    Python offers no such thing for text: the bytes behind it are overwritten where they lie, which CPython keeps right
    after the head of the object if all are ASCII. Copies that others made (Qt, the allocator, swap) are out of reach.
    """
    if isinstance(secret, bytearray):
        secret[:] = bytes(len(secret))
    elif len(secret) >= _SHORTEST and secret.isascii() and sys.implementation.name == "cpython":
        # imported here: a plain file has no secret
        import ctypes

        ctypes.memset(id(secret) + sys.getsizeof("") - 1, 0, len(secret))
