"""All windows of the application: opens them, shares preferences and recent files among them, keeps their recovery copies, and quits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QSettings, QSize, QTimer, Signal
from PySide6.QtWidgets import QApplication

from bpdesk.files.faults import FileError
from bpdesk.files.open_marks import OpenMarks
from bpdesk.files.recovery import Broken, Copy, RecoveryFolder
from bpdesk.files.stamp import is_same_file
from bpdesk.model.document import Document
from bpdesk.text import tr
from bpdesk.ui.dialogs.recovery_offer import RecoveryOffer, broken_in_words
from bpdesk.ui.engine_thread import EngineThread
from bpdesk.ui.garbage import collect_in_this_thread
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.message_bar import COPIES, SETTINGS
from bpdesk.ui.open_elsewhere import OpenElsewhere
from bpdesk.ui.preferences import Preferences
from bpdesk.ui.recent_files import RecentFiles
from bpdesk.ui.recovery import RecoveryCopy
from bpdesk.ui.session import Session
from bpdesk.ui.settings_file import news_of
from bpdesk.ui.theme_choice import Choice
from bpdesk.ui.window_state import WindowState

_BESIDE, _FRAME = QPoint(32, 32), QPoint(4, 32)


class Windows(QObject):
    """One window for each session.

    `settings` is where choices are kept, `recovery` the folder of the copies, `marks` the one that tells what is open.
    """

    noted = Signal(str)
    """A line for the log."""

    def __init__(self, application: QApplication, settings: QSettings, recovery: Path, marks: Path, theme: Choice | None = None) -> None:
        super().__init__(application)
        collect_in_this_thread(application)
        self._settings = settings
        self.preferences = Preferences(application, settings, theme)
        self.recent = RecentFiles(settings)
        self._folder = RecoveryFolder(recovery)
        self._marks = OpenMarks(marks)
        self._writer = EngineThread(self)
        self._copies: dict[MainWindow, RecoveryCopy] = {}
        self._open: dict[MainWindow, OpenElsewhere] = {}

    @property
    def all(self) -> list[MainWindow]:
        """The windows that are open, in the order in which they came."""
        return list(self._copies)

    @property
    def front(self) -> MainWindow | None:
        """The window that a person works in."""
        active = QApplication.activeWindow()
        return next((window for window in self.all if window is active), self.all[-1] if self.all else None)

    def make(self, document: Document) -> MainWindow:
        """A window with that document, not yet shown."""
        before = self.front
        window = MainWindow(Session(document), self.preferences, self.recent)
        WindowState(self._settings, window)
        if before is not None and not window.windowState():
            _put_beside(window, before)
        copy = RecoveryCopy(window.session, self._folder, self._writer, lambda: window.files.known_stamp, window)
        copy.failed.connect(window.statusBar().showMessage)
        window.files.saved.connect(copy.note_saved)
        self._copies[window] = copy
        self._open[window] = OpenElsewhere(window.session, self._marks, copy.token, self._writer, window)
        self._open[window].looked.connect(window.news.tell_elsewhere)
        window.files.thread_of_files = self._writer
        window.files.shows_elsewhere = lambda path: self._bring_forward(path, window)
        window.closed.connect(self._forget)
        window.new_window_wanted.connect(self.open_empty)
        window.quit_wanted.connect(self.quit)
        return window

    def show(self, window: MainWindow) -> None:
        """Show it; the engine loads once it is on the screen."""
        window.show()
        if news := news_of(self._settings):
            window.message.tell("warning", tr("Settings can't be read"), news, about=SETTINGS)
        QTimer.singleShot(0, window.session.runs.load_engine)

    def open_empty(self) -> MainWindow:
        """Another window, with nothing drawn in it."""
        window = self.make(Document())
        self.show(window)
        return window

    def quit(self) -> None:
        """Close all windows, after each with unsaved edits has been asked; while one says no, all stay."""
        self._ask({})

    def offer_left_behind(self) -> None:
        """Look for copies of a program that ended without saving."""
        self._writer.do(self._folder.left_behind, lambda found: self._offer(*found))

    def keep_unsaved(self) -> list[str]:
        """Write the recovery copies that are due at once; why any can't be."""
        for copy in self._copies.values():
            copy.write_now()
        self.wait_for_files()
        return [copy.failure for copy in self._copies.values() if copy.failure]

    def wait_for_files(self) -> None:
        """Have everything written and removed that was asked for."""
        self._writer.wait_until(lambda: not self._writer.is_busy)

    def _bring_forward(self, path: Path, asking: MainWindow) -> bool:
        """Show the window that has the document already, which two windows would only save over each other."""
        for window in self.all:
            if window is not asking and window.session.path is not None and is_same_file(window.session.path, path):
                window.showNormal() if window.isMinimized() else window.show()
                window.raise_()
                window.activateWindow()
                window.statusBar().showMessage(tr("{name} is open in this window already.", name=path.name), 8000)
                return True
        return False

    def _ask(self, answered: Mapping[MainWindow, Document]) -> None:
        """Ask on; a window that was edited since its answer is asked again."""
        for window in self.all:
            if not window.commit_typing() or answered.get(window) is not window.session.document:
                window.before_closing(self._taking_answer(answered, window))
                return
        for window in self.all:
            window.close_for_good()

    def _taking_answer(self, answered: Mapping[MainWindow, Document], window: MainWindow) -> Callable[[], None]:
        return lambda: self._ask({**answered, window: window.session.document})

    def _forget(self, window: MainWindow) -> None:
        copy = self._copies.pop(window, None)
        if copy is None:
            return
        copy.forget()
        self._open.pop(window).let_go()
        self.wait_for_files()
        if self._copies:
            # Not left to the garbage collector, which may run in a thread of an engine.
            window.deleteLater()
        else:
            self._writer.close()

    def _offer(self, copies: list[Copy], broken: list[Broken]) -> None:
        window = self.front
        if window is None:
            return
        for one in broken:
            self.noted.emit(f"recovery copy can't be read: {one.reason}. Kept as {one.file}")
        if broken and not copies:
            window.message.tell_problem(*broken_in_words(broken), COPIES)
        if copies:
            offer = RecoveryOffer(copies, broken, window)
            offer.opened.connect(self._recover)
            offer.discarded.connect(self._discard)
            offer.open()

    def _recover(self, copy: Copy) -> None:
        """Open it in a window that is still to be saved; that window keeps the copy until then."""
        window = self.make(Document())
        try:
            self._folder.claim(copy, self._copies[window].token)
        except FileError as failure:
            window.close_for_good()
            self._tell(tr("The copy can't be opened"), failure)
            return
        window.files.open_recovered(copy)
        self.show(window)

    def _discard(self, copy: Copy) -> None:
        try:
            self._folder.discard(copy)
        except FileError as failure:
            self._tell(tr("The copy can't be removed"), failure)

    def _tell(self, title: str, failure: FileError) -> None:
        window = self.front
        if window is not None:
            window.message.tell("problem", title, tr("{reason}.", reason=failure.reason))


def _put_beside(window: MainWindow, before: MainWindow) -> None:
    """A little below and to the right, where the other stays in sight, and not beyond the screen."""
    room = before.screen().availableGeometry()
    place = before.pos() + _BESIDE
    left = room.bottomRight() - place - _FRAME
    window.move(place)
    window.resize(window.size().boundedTo(QSize(left.x(), left.y())).expandedTo(window.minimumSize()))
