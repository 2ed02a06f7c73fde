"""What comes out of a finished PDF again, by the tools of poppler."""

import re
import subprocess
from pathlib import Path


def pages_of(pdf: bytes, folder: Path) -> list[str]:
    """Return the text of each page in the order of its content."""
    file = folder / "brief.pdf"
    file.write_bytes(pdf)
    result = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", file, "-"], capture_output=True, check=True)
    return result.stdout.decode().split("\f")[:-1]


def squeezed(text: str) -> str:
    """Return the text without blanks and line ends, which the setting of a line may change."""
    return re.sub(r"\s+", "", text)


def whole_text(pdf: bytes, folder: Path) -> str:
    """Return the text of all pages without blanks."""
    return squeezed("".join(pages_of(pdf, folder)))


def fonts_of(pdf: bytes, folder: Path) -> list[str]:
    """Return name, kind and flags of each font as pdffonts lists them."""
    file = folder / "fonts.pdf"
    file.write_bytes(pdf)
    result = subprocess.run(["pdffonts", file], capture_output=True, check=True, text=True)
    return result.stdout.splitlines()[2:]


def size_of(pdf: bytes, folder: Path) -> str:
    """Return the size of the first page as pdfinfo tells it."""
    file = folder / "size.pdf"
    file.write_bytes(pdf)
    result = subprocess.run(["pdfinfo", file], capture_output=True, check=True, text=True)
    return next(line.partition(":")[2].strip() for line in result.stdout.splitlines() if line.startswith("Page size"))
