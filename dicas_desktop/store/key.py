"""From a passphrase to the raw key of one file.

Argon2id (RFC 9106, second recommended option: 3 passes over 64 MiB, 4 lanes) over the passphrase and the file's own
first 16 bytes, which SQLCipher uses as its salt. Giving SQLCipher the raw key and that salt spares its own key
derivation at each connection.
"""

import unicodedata

SALT_BYTES = 16
_KEY_BYTES = 32
_PASSES = 3
_LANES = 4
_MEMORY_KIB = 64 * 1024


def raw_key(passphrase: str, salt: bytes) -> str:
    """Return the SQLCipher key literal `x'<64 hex digits of key><32 of salt>'` for a file with this salt.

    The passphrase is taken in Unicode form NFKC, so that the same words typed on another keyboard open the file.
    """
    # imported here: the library costs 40 ms that a plain file need not pay
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    text = unicodedata.normalize("NFKC", passphrase).encode(errors="surrogatepass")
    derivation = Argon2id(salt=salt, length=_KEY_BYTES, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB)
    return f"x'{derivation.derive(text).hex()}{salt.hex()}'"
