"""Texts for people: English in the source, other languages from the catalogues in `resources/locale`.

`_` translates at the moment of the call, `N_` only marks a text for extraction (module constants, declarations).
"""

import gettext

_catalogue: list[gettext.NullTranslations] = [gettext.NullTranslations()]


def use_catalogue(catalogue: gettext.NullTranslations) -> None:
    """Take the texts from this catalogue from now on. Called once by the wiring (`cli`, `app`)."""
    _catalogue[0] = catalogue


def _(text: str) -> str:
    """Return the text in the language in use."""
    return _catalogue[0].gettext(text) if text else ""


def N_(text: str) -> str:  # noqa: N802 - the name every gettext extractor knows
    """Mark a text for extraction and return it unchanged."""
    return text


def counted(singular: str, plural: str, number: int) -> str:
    """Return the form of the text that fits the number, with `{n}` filled in."""
    return _catalogue[0].ngettext(singular, plural, number).format(n=number)
