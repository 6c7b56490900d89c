"""The row of buttons below a dialog that asks something: the one that does it, filled and the answer to Return, and Cancel."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton

_AT_THE_SIDES = 20


def decision(dialog: QDialog, object_name: str, words: str, tip: str = "") -> QDialogButtonBox:
    """Buttons that accept and reject the dialog; the one called `object_name` says `words`."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, dialog)
    buttons.setContentsMargins(_AT_THE_SIDES, 0, _AT_THE_SIDES, 0)
    buttons.button(QDialogButtonBox.StandardButton.Cancel).setObjectName(f"{dialog.objectName()}.cancel")
    does_it = QPushButton(words, buttons)
    does_it.setObjectName(object_name)
    does_it.setToolTip(tip)
    does_it.setProperty("primary", True)
    does_it.setDefault(True)
    buttons.addButton(does_it, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons
