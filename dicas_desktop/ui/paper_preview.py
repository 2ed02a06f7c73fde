"""The preview of minutes, readout and delegation list: as the records say now, or a version that was kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store import papers
from dicas_desktop.ui import dialogs, theme
from dicas_desktop.ui.fields import Choice
from dicas_desktop.ui.history_text import ChangeView
from dicas_desktop.ui.print_preview import BriefSource, Pages, PrintPreview
from dicas_desktop.ui.work import Work

if TYPE_CHECKING:
    from dicas_desktop.briefs.content import Brief
    from dicas_desktop.briefs.papers import Wish
    from dicas_desktop.store.store import Store

_STATES = {papers.DRAFT: N_("Version {n}, draft"), papers.FINAL: N_("Version {n}, final")}
_LANGUAGES = (("en", "English"), ("ja", "日本語"), ("both", N_("Both")))
_NOW = 0  # number that stands for the records of now in the list of versions


@dataclass(frozen=True, slots=True)
class PaperSource(BriefSource):
    """What a paper is made from; `version` is one that was kept, 0 the records of now."""

    kind: str = "minutes"
    version: int = _NOW

    def brief(self, language: str) -> "Brief":
        """Return its content. UserProblem if it cannot be made."""
        # imported here: the typesetter is not needed until someone asks for a paper
        from dicas_desktop.briefs.keeping import from_json

        if self.version == _NOW:
            return self.made(language, final=False)[1]
        with self.store.read() as db:
            return from_json(papers.version(db, self.meeting, self.kind, self.version).content)

    def made(self, language: str, *, final: bool) -> "tuple[Wish, Brief]":
        """Return what was wished and the paper made of the records of now, as the next version."""
        # imported here: see `brief`
        from dicas_desktop.briefs.papers import Wish, build_paper
        from dicas_desktop.store.check import first_fault

        with self.store.read() as db:
            wish = Wish(self.kind, language, self.order, papers.next_version(db, self.meeting, self.kind), final)
            paper = build_paper(
                db, self.meeting, wish, as_of=self.today, now=self.now, head=self.store.head,
                ceiling=self.store.ceiling, fault=self.fault or first_fault(db, list(ENTITIES)),
            )  # fmt: skip
        return wish, paper

    def remember(self, step: int) -> None:
        """A paper of this kind is remembered by its versions."""

    def keep(self, language: str, *, final: bool, anyway: bool) -> int:
        """Keep the records of now as a version; return its number. UserProblem if a final one has something open."""
        # imported here: see `brief`
        from dicas_desktop.briefs.versions import keep_version

        wish, paper = self.made(language, final=final)
        keep_version(self.store, self.meeting, wish, paper, anyway=anyway)
        return wish.version

    def kept(self) -> list[papers.Kept]:
        """Return the versions that there are."""
        with self.store.read() as db:
            return papers.kept(db, self.meeting, self.kind)


class PaperPreview(PrintPreview):
    """The pages, with the order of the names and the versions above them."""

    languages = _LANGUAGES

    def __init__(self, source: PaperSource, title: str, work: Work, parent: QWidget) -> None:
        """Show the paper as it would be now."""
        self.made_of = source
        self.versions: Choice | None = None
        super().__init__(source, title, work, parent)
        self.file_name = f"{source.kind.replace('_', '-')}.pdf"
        self.chips["both"].setText(_("Both"))
        self.versions = Choice(self)
        self.versions.setAccessibleName(_("Version"))
        self.keep = self._deed(_("Keep as draft"), partial(self.keep_version, final=False))
        self.make_final = self._deed(_("Make final…"), self.ask_final)
        self.compare = self._deed(_("Compare…"), self.ask_compare)
        self.body.insertLayout(1, self._second_row())
        self._fill_versions(_NOW)
        self.versions.currentIndexChanged.connect(self._version_chosen)

    def make(self) -> None:
        """Make the pages anew for what is chosen."""
        if self.versions is not None:
            self.source = replace(self.made_of, version=int(self.versions.currentData()))
        super().make()

    def show_version(self, number: int) -> None:
        """Show a version that was kept."""
        if self.versions is not None:
            self.versions.setCurrentIndex(max(self.versions.findData(number), 0))

    def keep_version(self, *, final: bool, anyway: bool = False) -> None:
        """Keep what the records say now as the next version, and show that one."""
        source, language = replace(self.made_of, order=self.order), self.language
        self._work.start(
            _("Keeping the version"), lambda _progress: source.keep(language, final=final, anyway=anyway),
            self._fill_versions, partial(self._not_kept, final=final),
        )  # fmt: skip

    def ask_final(self) -> None:
        """Ask before a version becomes one that never changes."""
        text = _("It is kept as a version of its own and can never be changed. A later correction is another version.")
        dialogs.ask(self, _("Make the paper final"), text, _("Make final"), partial(self.keep_version, final=True))

    def ask_compare(self) -> None:
        """Open the dialog in which two versions are compared."""
        words = LEVEL_WORDS.get(self.made_of.store.ceiling, self.made_of.store.ceiling)
        CompareDialog(self.made_of, self.paper, self._work, self, words).open()

    # ------------------------------------------------------------------ inside
    def _second_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.size(8))
        if self.versions is not None:
            row.addWidget(self.versions)
        row.addStretch(1)
        for button in (self.compare, self.keep, self.make_final):
            row.addWidget(button)
        return row

    def _deed(self, text: str, deed: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        button.clicked.connect(deed)
        return button

    def _fill_versions(self, chosen: int) -> None:
        if self.versions is None:
            return
        kept = self.made_of.kept()
        self.versions.blockSignals(True)
        self.versions.clear()
        self.versions.addItem(_("As the records say now"), _NOW)
        for one in reversed(kept):
            self.versions.addItem(_(_STATES[one.state]).format(n=one.version), one.version)
        self.versions.setCurrentIndex(max(self.versions.findData(chosen), 0))
        self.versions.blockSignals(False)
        self.compare.setEnabled(len(kept) > 1)
        if self.versions.currentData() != self.source_version:
            self._version_chosen()
        else:
            self._grey()

    @property
    def source_version(self) -> int:
        """The version whose pages are shown, 0 for the records of now."""
        return self.source.version if isinstance(self.source, PaperSource) else _NOW

    def _version_chosen(self) -> None:
        self._grey()
        self.make()

    def _grey(self) -> None:
        """A version that was kept is printed as it is: nothing of it can be chosen."""
        now = self.versions is not None and self.versions.currentData() == _NOW
        self.choices.enable(on=now)
        for button in (self.keep, self.make_final):
            button.setEnabled(now and not self.made_of.store.read_only)

    def _show(self, pages: Pages) -> None:
        super()._show(pages)
        if pages.brief.draft == "" and pages.brief.warnings:
            self.reasons.hide()

    def _not_kept(self, problem: UserProblem, *, final: bool) -> None:
        if final:
            dialogs.ask(
                self, _("Something stands open"), str(problem), _("Make final anyway"),
                partial(self.keep_version, final=True, anyway=True),
            )  # fmt: skip
        else:
            self.show_problem(str(problem))


class CompareDialog(dialogs.Dialog):
    """Two versions beside each other's names, and below what differs, line by line with its page."""

    def __init__(self, source: PaperSource, paper: str, work: Work, parent: QWidget, banner: str) -> None:
        """Compare the last two versions first."""
        note = _("What differs, in the words of the paper. Pages are those of the second version.")
        super().__init__(_("Compare two versions"), _("Close"), parent, note, banner)
        self.without_choice()
        self.setMinimumWidth(theme.size(680))
        self._source, self._paper, self._work = source, paper, work
        self.first, self.second = Choice(self), Choice(self)
        kept = source.kept()
        row = QHBoxLayout()
        row.setSpacing(theme.size(8))
        for box, name in ((self.first, _("Before")), (self.second, _("Now"))):
            for one in kept:
                box.addItem(_(_STATES[one.state]).format(n=one.version), one.version)
            box.setAccessibleName(name)
            label = QLabel(name, self)
            theme.set_role(label, "mute")
            row.addWidget(label)
            row.addWidget(box)
        row.addStretch(1)
        self.first.setCurrentIndex(len(kept) - 2)
        self.second.setCurrentIndex(len(kept) - 1)
        self.body.addLayout(row)
        self.view = ChangeView(_("What differs"), self)
        self.view.setMinimumHeight(theme.size(260))
        self.body.addWidget(self.view)
        for box in (self.first, self.second):
            box.currentIndexChanged.connect(self.look)
        self.look()

    def look(self) -> None:
        """Compare what is chosen, in the background."""
        source, paper = self._source, self._paper
        pair = int(self.first.currentData()), int(self.second.currentData())
        self.show_problem("")

        def told() -> list[str]:
            return differing(source.store, source.meeting, source.kind, pair, paper)

        self._work.start(
            _("Comparing the versions"), lambda _progress: told(), self._told,
            lambda problem: self.show_problem(str(problem)),
        )  # fmt: skip

    def _told(self, lines: list[str]) -> None:
        self.view.show_lines(lines or [_("No difference.")])


def differing(store: "Store", meeting: int, kind: str, pair: tuple[int, int], paper: str) -> list[str]:
    """Return what differs between two versions, a line of words each."""
    # imported here: the typesetter is not needed until someone asks for a paper
    from dicas_desktop.briefs.comparison import differences, told
    from dicas_desktop.briefs.keeping import from_json
    from dicas_desktop.briefs.typst_renderer import pages_of

    with store.read() as db:
        one, other = (from_json(papers.version(db, meeting, kind, n).content) for n in pair)
    return [told(line) for line in differences(one, other, (pages_of(one, paper), pages_of(other, paper)))]
