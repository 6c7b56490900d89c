"""The lower right of the export dialog: width of lines, size of text, title, legend, and the numbers beside the picture."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from bpdesk import text
from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.dialogs.picture_parts import mark_field, number_field, row_label
from bpdesk.ui.form import row_of
from bpdesk.ui.picture_style import PictureStyle, check_style

_LONGEST_TITLE = 200


class StyleFields(QWidget):
    """Emits `changed` with every change; `read` takes over what is typed."""

    changed = Signal()

    def __init__(self, style: PictureStyle, *, writes_table: bool, muted: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line_width = number_field("exportPicture.lineWidth", tr("Width of lines, in px at 96 dpi"))
        self.text_size = number_field("exportPicture.textSize", tr("Size of text, in px at 96 dpi"))
        self.title = QLineEdit(self)
        self.title.setObjectName("exportPicture.title")
        self.title.setAccessibleName(tr("Title above the picture"))
        self.title.setPlaceholderText(tr("none"))
        self.title.setMaxLength(_LONGEST_TITLE)
        self.title.setFont(fonts.font(13))
        self.legend = _check("exportPicture.legend", tr("Names of curves"), tr("Name the curves in the picture"))
        self.table = _check(
            "exportPicture.table", tr("Numbers as CSV beside it"), tr("Save the numbers behind the plot under the same name")
        )
        self.line_width.setText(f"{style.line_width:g}")
        self.text_size.setText(f"{style.text_size:g}")
        self.title.setText(style.title)
        self.legend.setChecked(style.has_legend)
        self.table.setChecked(writes_table)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        form.addRow(
            row_label(tr("Lines"), muted),
            row_of(self.line_width, row_label(tr("px   Text"), muted), self.text_size, row_label("px", muted)),
        )
        form.addRow(row_label(tr("Title"), muted), self.title)
        form.addRow(row_label("", muted), row_of(self.legend, self.table))
        for field in (self.line_width, self.text_size, self.title):
            field.textEdited.connect(self.changed)
        for check in (self.legend, self.table):
            check.toggled.connect(self.changed)

    def offer(self, *, legend: bool, table: bool) -> None:
        """Offer what the subject has: names of curves, numbers behind it."""
        self.legend.setVisible(legend)
        self.table.setVisible(table)

    def read(self) -> PictureStyle:
        """What is typed; raises ValueError, with a sentence, where it can't be taken."""
        style = PictureStyle(title=self.title.text().strip(), has_legend=self.legend.isChecked())
        for field, name in ((self.line_width, "line_width"), (self.text_size, "text_size")):
            mark_field(field, "")
            try:
                style = replace(style, **{name: text.read_number(field.text())})  # type: ignore[arg-type]  # both are numbers
                check_style(style)
            except ValueError as refusal:
                mark_field(field, str(refusal))
                raise
        return style


def _check(object_name: str, label: str, tool_tip: str) -> QCheckBox:
    box = QCheckBox(label)
    box.setObjectName(object_name)
    box.setToolTip(tool_tip)
    box.setAccessibleName(label)
    box.setFont(fonts.font(13))
    return box
