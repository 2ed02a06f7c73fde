"""What the commands of minutes, readout and delegation list do: each opens its preview."""

from functools import partial

from dicas_desktop.domain.texts import N_, _
from dicas_desktop.ui.brief_commands import BriefCommands, offer_mending
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.paper_preview import PaperPreview, PaperSource

_VERBS = {
    "minutes": N_("Show the minutes"),
    "readout": N_("Show the readout"),
    "delegation_list": N_("Show the delegation list"),
}
_TITLES = {
    "minutes": N_("Minutes: {title}"),
    "readout": N_("Readout: {title}"),
    "delegation_list": N_("Delegation list: {title}"),
}


class PaperCommands:
    """Acts on one window."""

    def __init__(self, window: MainWindow, briefs: BriefCommands) -> None:
        """Give the window what its commands do; `briefs` asks for the meeting."""
        self._window, self._briefs = window, briefs
        window.deeds |= {kind: partial(self.preview, kind) for kind in _VERBS}

    def preview(self, kind: str) -> None:
        """Show a paper of the selected meeting, or of one that is asked for."""
        self._briefs.with_meeting(_(_VERBS[kind]), partial(self.show, kind))

    def show(self, kind: str, meeting: int, title: str) -> PaperPreview | None:
        """Open the preview of a paper of a meeting."""
        window = self._window
        if window.store is None:
            return None
        now, fault = window.clock.now(), window.proof.fault
        source = PaperSource(window.store, meeting, window.clock.today(), now, fault, kind)
        preview = PaperPreview(source, _(_TITLES[kind]).format(title=title), window.work, window)
        preview.doubted.connect(self._briefs.doubt)
        offer_mending(preview, window)
        preview.open()
        return preview
