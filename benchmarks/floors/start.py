"""Start floor: an empty QMainWindow of our size, painted. `benchmarks.probe` tells when."""

import sys

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Window(QMainWindow):
    """Nothing in it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, as it comes."""
        super().paintEvent(event)


def main() -> None:
    """Show it until the probe ends the process."""
    app = QApplication(sys.argv[:1])
    window = Window()
    window.resize(1440, 900)
    window.show()
    app.exec()
