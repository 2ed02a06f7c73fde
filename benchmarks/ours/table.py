"""Our table: the page of action items of the workspace at PATH, which is best one with a million of them.

    python -m benchmarks.ours.table PATH [PASSPHRASE_FILE]

Times end when the rows are painted. A frame is one step of scrolling, painted whole, page of records fetched included.
"""

import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks.harness import hand_over, peak_mib, spread, timed, times
from benchmarks.workload import FILTERS, SORTS
from dicas_desktop.store.files import Mode
from dicas_desktop.store.journal import Who
from dicas_desktop.store.store import open_store
from dicas_desktop.ui import theme
from dicas_desktop.ui.entity_page import EntityPage

TODAY = date(2024, 7, 15)


def _until_painted(page: EntityPage, act: Callable[[], object]) -> float:
    """Milliseconds from the act to its first rows on screen."""
    shown = []
    connection = page.model.counted.connect(lambda *_: shown.append(time.perf_counter()))
    start = time.perf_counter()
    act()
    while not shown:
        QApplication.processEvents()
    page.table.viewport().repaint()
    took = (time.perf_counter() - start) * 1e3
    page.model.counted.disconnect(connection)
    return took


def _until_whole(page: EntityPage) -> float:
    def wait() -> None:
        while page.model.busy:
            QApplication.processEvents()
            time.sleep(0.001)

    return timed(wait)


def _scroll(page: EntityPage) -> dict[str, float]:
    bar, chance, height = page.table.verticalScrollBar(), random.Random(1), page.table.row_height

    def frame(position: int) -> None:
        bar.setValue(position)
        page.table.viewport().repaint()

    page.model.finish()
    return (
        spread("frame_row", times(lambda number: frame(number * height), 300))
        | spread("frame_page", times(lambda number: frame(number * 26 * height), 300))
        | spread("frame_jump", times(lambda _: frame(chance.randrange(bar.maximum())), 300))
        | {"to_end": timed(lambda: frame(bar.maximum()))}
    )


def _filter(page: EntityPage) -> dict[str, float]:
    figures = {}
    for name, words in FILTERS.items():
        figures[name] = _until_painted(page, partial(page.filters.field.setText, words))
        figures[f"{name}_whole"] = figures[name] + _until_whole(page)
        figures[f"{name}_rows"] = page.row_count()
        page.filters.field.clear()
        page.model.finish()
    return figures


def _sort(page: EntityPage) -> dict[str, float]:
    figures = {}
    for name, field in SORTS.items():
        column = page.model.column_named(field)
        figures[name] = _until_painted(page, partial(page.model.sort_by, column))
        figures[f"{name}_whole"] = figures[name] + _until_whole(page)
    return figures


def _run(path: Path, passphrase: str | None) -> dict[str, float]:
    app = QApplication(sys.argv[:1])
    theme.apply(app)
    who = Who("Benchmark", "bench")
    store = open_store(path, passphrase, who=who, now=lambda: datetime.now(UTC), mode=Mode.READ)
    before = peak_mib()
    start = time.perf_counter()
    page = EntityPage(store, store.entities["action_items"], TODAY)
    page.resize(1280, 800)
    made = (time.perf_counter() - start) * 1e3
    figures = {"made": made, "shown": made + _until_painted(page, page.show)}
    figures |= {"whole": figures["shown"] + _until_whole(page), "rows": page.row_count()}
    figures |= _scroll(page) | _filter(page) | {"peak": peak_mib(), "peak_before": before}
    figures |= _sort(page) | {"peak_sorted": peak_mib()}
    return figures


if __name__ == "__main__":
    secret = Path(sys.argv[2]).read_text(encoding="utf-8").strip() if len(sys.argv) > 2 else None
    hand_over(**_run(Path(sys.argv[1]), secret))
