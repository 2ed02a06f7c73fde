"""Problems told to a person: one plain sentence that says what happened and what to do."""

from dicas_desktop.domain.texts import _

# control characters and those that turn the direction of writing: a quoted one would spoil the sentence around it
_UNSEEN = dict.fromkeys(
    [*range(32), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F],
    "\N{REPLACEMENT CHARACTER}",
)


class UserProblem(Exception):  # noqa: N818 - the house's word; it is no programming error
    """A problem for a person. `str()` is the sentence, on one line; nothing was changed when it is raised."""

    def __init__(self, text: str) -> None:
        """Keep the sentence. What it quotes may hold anything: line ends, signs that turn the writing round, halves."""
        super().__init__(" ".join(text.split()).translate(_UNSEEN).encode("utf-8", "replace").decode())


class FieldProblem(UserProblem):
    """A problem of one field of one record, so that a form can put the sentence under that field."""

    def __init__(self, field: str, text: str) -> None:
        """Keep the column name beside the sentence."""
        super().__init__(text)
        self.field = field


def unstorable_text(label: str, text: str) -> str:
    """Return what is wrong with the characters of the text in the field of this label, empty if it can be kept."""
    if "\0" in text:
        return _("{field} holds the character U+0000: remove it.").format(field=_(label))
    if text.isascii():
        return ""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _("{field} holds half a character (U+D800 to U+DFFF): type it again.").format(field=_(label))
    return ""
