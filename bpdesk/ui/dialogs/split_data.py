"""How many of the rows are set aside to test with."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from bpdesk.model.document import Document
from bpdesk.model.recipes import HIGHEST_SEED
from bpdesk.model.refusal import Refusal
from bpdesk.model.splitting import counts, split
from bpdesk.text import count, read_number, tr
from bpdesk.ui.dialogs.data_step import DataStepDialog, Edit
from bpdesk.ui.theme import Theme
from bpdesk.ui.value_field import whole_number


class SplitDialog(DataStepDialog):
    """A share in percent, and the seed that draws the rows."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("splitData", tr("Split the rows"), tr("Split"), document, theme, parent)
        self._read_seed = whole_number(0, HIGHEST_SEED)
        self.share = self._line("share", tr("Test rows, %"), tr("How many of a hundred rows are set aside to test with"), "25")
        self.seed = self._line("seed", tr("Seed"), tr("Decides which rows: the same seed, the same rows"), "0")
        self.form.add(tr("Test rows, %"), self.share)
        self.form.add(tr("Seed"), self.seed)
        self.form.add_note(tr("All rows, training and test, are dealt out anew. Test rows never change a weight."))
        if document.data is not None and document.data.scaling:
            told = tr(
                "Offsets and scales were measured on rows that this may make test rows: scale again after splitting to keep them out."
            )
            self.form.add_note(told).setObjectName("splitData.scaled")
        for field in (self.share, self.seed):
            field.textChanged.connect(self.show_preview)
        self.share.selectAll()
        self.show_preview()

    def edit(self) -> Edit:
        return partial(split, share=self._share(), seed=self._read_seed(self.seed.text()))

    def preview_words(self) -> str:
        """The numbers of rows: they say all, and dealing many rows out takes too long for each letter that is typed."""
        data, share = self._document.data, self._share()
        if data is None or len(data.train) + len(data.test) < 2:
            raise Refusal(tr("There are no rows to be split."))
        self._read_seed(self.seed.text())
        train, test = counts(len(data.train) + len(data.test), share)
        words = count(train, "{n} training row", "{n} training rows"), count(test, "{n} test row", "{n} test rows")
        return tr("{train}, {test}", train=words[0], test=words[1])

    def _share(self) -> float:
        share = read_number(self.share.text().replace("%", ""))
        if not 0 <= share < 100:
            raise ValueError(tr("Type a share from 0 to 99 %."))
        return share / 100

    def _line(self, name: str, words: str, tip: str, text: str) -> QLineEdit:
        line = QLineEdit(text, self)
        line.setObjectName(f"splitData.{name}")
        line.setAccessibleName(words)
        line.setToolTip(tip)
        line.setMaxLength(24)
        return line
