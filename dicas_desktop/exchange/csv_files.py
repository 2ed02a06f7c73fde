"""Text files of rows: encoding found out, lines numbered, limits kept; written whole or not at all."""

import codecs
import csv
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TextIO

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _

MAX_BYTES = 50 * 2**20
_CHUNK = 2**20
_NO_CP932 = re.compile("[\x80-\x9f\uf8f0-\uf8f3]")  # what Python makes of bytes that CP932 does not use
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A readable file: how it is encoded and how many lines it has. `broken`: some bytes are no text in it."""

    path: Path
    encoding: str
    lines: int
    broken: bool = False


class Line(NamedTuple):
    """One row: the line on which it begins and its cells, or what is wrong with its quotation marks."""

    number: int
    cells: list[str]
    fault: str = ""


def examine(path: Path, max_bytes: int) -> CsvFile:
    """Find out the encoding: UTF-8 with or without a byte order mark, else CP932. UserProblem if it cannot be read."""
    try:
        size = path.stat().st_size
        if size > max_bytes:
            text = _("{name} has {size} MB; the limit is {limit} MB. Split it into smaller files.")
            raise UserProblem(text.format(name=path.name, size=-(-size // 2**20), limit=max_bytes // 2**20))
        with path.open("rb") as file:
            if file.read(2) in _UTF_16:
                raise UserProblem(_("{name} is in UTF-16: save it as CSV in UTF-8.").format(name=path.name))
            file.seek(0)
            lines = _count_utf8_lines(iter(lambda: file.read(_CHUNK), b""))
        if lines is not None:
            return CsvFile(path, "utf-8-sig", lines)
        return _not_utf8(path, path.read_bytes())
    except OSError as error:
        text = _("{name} could not be read: {reason}.")
        raise UserProblem(text.format(name=path.name, reason=error.strerror or error)) from error


def _count_utf8_lines(chunks: Iterable[bytes]) -> int | None:
    """Count the lines; None if the bytes are not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = 1
    try:
        for chunk in chunks:
            lines += chunk.count(b"\n")
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return lines


def _not_utf8(path: Path, content: bytes) -> CsvFile:
    """Tell CP932 from UTF-8 in which a few bytes are broken: Japanese UTF-8 often decodes as CP932, into nonsense."""
    lines = content.count(b"\n") + 1
    text = content.decode("utf-8-sig", "surrogateescape")
    broken = sum("\udc80" <= character <= "\udcff" for character in text)
    good = sum(character > "\x7f" for character in text) - broken
    if broken > good:
        with suppress(UnicodeDecodeError):
            if not _NO_CP932.search(content.decode("cp932")):
                return CsvFile(path, "cp932", lines)
    return CsvFile(path, "utf-8-sig", lines, broken=True)


def rows(file: CsvFile) -> Iterator[Line]:
    """Yield the rows, the header among them, without blank lines. After a faulty row, reading goes on."""
    errors = "surrogateescape" if file.broken else "strict"
    with file.path.open(encoding=file.encoding, errors=errors, newline="") as stream:
        reader = csv.reader(stream, strict=True)
        number, ended = 1, False
        while not ended:
            try:
                for cells in reader:
                    if cells:
                        yield Line(number, cells)
                    number = reader.line_num + 1
                ended = True
            except csv.Error as error:
                yield Line(number, [], _fault(str(error)))
                number = reader.line_num + 1


def _fault(error: str) -> str:
    if "unexpected end" in error:
        return _("A quotation mark that opens here is never closed; close it, the rows after it were not read")
    if "field limit" in error:
        return _("A cell has more than 131072 characters; shorten it")
    return _("The quotation marks of this row do not match; write one inside a quoted cell twice")


class _LineFeeds:
    """Ends rows with a line feed. The csv module quotes a lone carriage return only if its own row end has one."""

    def __init__(self, stream: TextIO) -> None:
        """Write to this stream."""
        self._stream = stream

    def write(self, row: str) -> int:
        """Write one row of the csv module."""
        return self._stream.write(row.removesuffix("\r\n") + "\n")


def write_together(folder: Path, contents: Mapping[str, Iterable[Iterable[str | int | None]]]) -> None:
    """Write files of rows into the folder, made if missing. All are written beside their names first, then renamed."""
    parts = {name: folder / f".{name}.part" for name in contents}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            with parts[name].open("w", encoding="utf-8", newline="") as stream:
                csv.writer(_LineFeeds(stream), lineterminator="\r\n").writerows(content)
                stream.flush()
                os.fsync(stream.fileno())
        for name, part in parts.items():
            part.replace(folder / name)
    except OSError as error:
        text = _("{folder} could not be written: {reason}. Free some space, or choose another folder.")
        raise UserProblem(text.format(folder=folder, reason=error.strerror or error)) from error
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
