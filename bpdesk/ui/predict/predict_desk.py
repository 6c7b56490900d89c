"""Joins the question with its line under the network."""

from PySide6.QtCore import QObject, Signal

from bpdesk.explain.hand.diagnosis import Diagnosis
from bpdesk.text import tr
from bpdesk.ui.predict.asking import label_of, words_for
from bpdesk.ui.predict.predict_bar import PredictBar
from bpdesk.ui.predict.prediction import Prediction
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme


class PredictDesk(QObject):
    """The switch *Predict* of one window."""

    switched = Signal(bool)

    def __init__(self, session: Session, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.prediction = Prediction(session)
        self.bar = PredictBar(theme)
        self.bar.hide()
        self.bar.answered.connect(self.prediction.answer)
        self.bar.closed.connect(lambda: self.switch(False))
        self.prediction.asked.connect(self._ask)
        self.prediction.judged.connect(self._show)

    @property
    def is_on(self) -> bool:
        return self.prediction.is_on

    def switch(self, on: bool) -> None:
        self.prediction.switch(on)
        self.bar.setVisible(on)
        self._ask()
        if on:
            self.bar.field.setFocus()
        self.switched.emit(on)

    def _show(self, found: Diagnosis) -> None:
        self.bar.show_diagnosis(found)

    def _ask(self) -> None:
        question, network = self.prediction.question, self._session.document.network
        if question is not None:
            self.bar.ask(words_for(question, self.prediction.iteration), label_of(network, question), is_possible=True)
        elif self._session.moment is None:
            self.bar.ask(tr("Predicting waits until the network can run."), "", is_possible=False)
        elif self.prediction.is_beyond:
            self.bar.ask(
                tr("Nothing to predict: the next value isn't a finite number, as training diverges here. F11 goes on."),
                "",
                is_possible=False,
            )
        elif self._session.moment.inside is not None and self._session.moment.inside.after is None:
            self.bar.ask(
                tr("All that can be computed of this iteration is known: training has diverged, it makes no update."), "", is_possible=False
            )
        elif self._session.moment.inside is not None:
            self.bar.ask(tr("All of this iteration is known. The next step leads to rest."), "", is_possible=False)
        elif self.prediction.is_at_end:
            self.bar.ask(tr("Nothing to predict: training has diverged, the next update would not be finite."), "", is_possible=False)
        else:
            self.bar.ask(tr("Select a weight or a bias: what will it be after the next step?"), "", is_possible=False)
