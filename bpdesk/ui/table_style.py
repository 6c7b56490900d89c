"""How tables of numbers look, wherever they stand."""

from bpdesk.ui.theme import Theme


def table_style(theme: Theme) -> str:
    """The style sheet of a table view: its cells, heads and the line that is typed into."""
    return (
        f"QTableView {{ background: {theme.canvas}; color: {theme.text}; gridline-color: {theme.grid};"
        f" selection-background-color: {theme.accent_soft}; selection-color: {theme.text}; border: 1px solid {theme.border}; }}"
        f"QTableView:focus {{ border: 1px solid {theme.focus}; }}"
        f"QHeaderView {{ background: {theme.panel}; color: {theme.muted}; border: none; }}"
        f"QHeaderView::section {{ background: {theme.panel}; color: {theme.muted}; border: none; padding: 4px 6px;"
        f" border-bottom: 1px solid {theme.border}; }}"
        f"QTableCornerButton::section {{ background: {theme.panel}; border: none; }}"
        f"QLineEdit {{ border-radius: 0; padding: 0 4px; min-height: 0; border: 2px solid {theme.focus}; }}"
        f'QLineEdit[invalid="true"] {{ border: 2px solid {theme.problem}; padding: 0 4px; }}'
    )
