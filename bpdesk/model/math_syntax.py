"""Reads the simple LaTeX of labels into atoms: letters, digits, scripts, Greek, accents. No drawing.

A new symbol is one line in `_SYMBOLS`. What isn't known raises NotSimple, and the label is shown as it was typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["variable", "bold", "upright", "operator", "relation", "punctuation", "space"]


class NotSimple(ValueError):
    """The label is more than this reader knows."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One character; a space's `text` is its width in hundredths of an em."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Scripted:
    """A base with what stands below and above to its right."""

    base: Row
    below: Row
    above: Row


@dataclass(frozen=True, slots=True)
class Accented:
    """A base with a mark centred over it."""

    base: Row
    mark: str


Atom = Symbol | Scripted | Accented
Row = tuple[Atom, ...]

_GREEK = dict(
    alpha="α", beta="β", gamma="γ", delta="δ", epsilon="ϵ", varepsilon="ε", zeta="ζ", eta="η", theta="θ", vartheta="ϑ", iota="ι",
    kappa="κ", lambda_="λ", mu="μ", nu="ν", xi="ξ", pi="π", rho="ρ", varrho="ϱ", sigma="σ", varsigma="ς", tau="τ", upsilon="υ",
    phi="ϕ", varphi="φ", chi="χ", psi="ψ", omega="ω", partial="∂",
)  # fmt: skip
_CAPITALS = dict(
    Gamma="Γ", Delta="Δ", Theta="Θ", Lambda="Λ", Xi="Ξ", Pi="Π", Sigma="Σ", Upsilon="Υ", Phi="Φ", Psi="Ψ", Omega="Ω",
    nabla="∇", infty="∞", top="⊤", prime="′", ldots="…", dots="…",
)  # fmt: skip
_OPERATORS = dict(
    cdot="⋅", times="×", pm="±", odot="⊙", to="→", rightarrow="→", leftarrow="←", leq="≤", geq="≥", neq="≠", approx="≈",
    lt="<", gt=">",
)  # fmt: skip
_SYMBOLS: dict[str, Symbol] = {
    **{name.rstrip("_"): Symbol(char, "variable") for name, char in _GREEK.items()},
    **{name: Symbol(char, "upright") for name, char in _CAPITALS.items()},
    **{name: Symbol(char, "operator" if name in ("cdot", "times", "pm", "odot") else "relation") for name, char in _OPERATORS.items()},
    **{char: Symbol(char, "upright") for char in "{}_%#&$"},
    "backslash": Symbol("\\", "upright"),
    ",": Symbol("17", "space"),
    ";": Symbol("28", "space"),
    " ": Symbol("25", "space"),
}
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "dot": "\u0307", "vec": "\u20d7"}
_UPRIGHT = ("mathrm", "text", "operatorname", "mathit")
_FUNCTIONS = ("ln", "exp", "tanh", "sin", "cos", "max")
_ESCAPED = "{}_%#&$"
_BOLD = ("mathbf", "boldsymbol", "vect")
_MARKS_OF_MATHS = frozenset("\\^_{}")
_SUBSCRIPTS = dict(zip("0123456789+−=()ijklmn", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ᵢⱼₖₗₘₙ", strict=True))
"""Of the letters those that count: of names, as h, x and y, not all are there, and b_y would stand beside bₕ."""
_SUPERSCRIPTS = {
    **dict(zip("0123456789+−=()′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾′", strict=True)),
    **dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)),
    **dict(zip("ABDEGHIJKLMNOPRTUVW", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ", strict=True)),
}


def is_maths(label: str) -> bool:
    """Whether a label is LaTeX; any other is plain text."""
    return not _MARKS_OF_MATHS.isdisjoint(label)


@lru_cache(maxsize=1024)
def as_typed(words: str) -> str:
    """A label that shows the words letter by letter, whatever is in them."""
    if not is_maths(words):
        return words
    pieces = words.split("\\")
    return r"\backslash ".join("" if not piece else rf"\text{{{_escaped(piece)}}}" for piece in pieces)


def _escaped(words: str) -> str:
    return "".join("ˆ" if char == "^" else f"\\{char}" if char in _ESCAPED else char for char in words)


@lru_cache(maxsize=1024)
def parse(label: str) -> Row:
    """The atoms of a label; raises NotSimple."""
    return _Reader(label).row(closing=False)


@lru_cache(maxsize=1024)
def linear(label: str) -> str:
    """The label on one line for tooltips and screen readers: `w_{31}` is w₃₁, `W^{(L)}` is W⁽ᴸ⁾, `a^*` is a^*."""
    if not is_maths(label):
        return label
    try:
        return _linear(parse(label))
    except NotSimple:
        return label


class _Reader:
    """A cursor over the label."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._at = 0

    def row(self, closing: bool) -> Row:
        """Atoms up to the end, or up to the brace that closes a group."""
        atoms: list[Atom] = []
        while self._at < len(self._label):
            char = self._label[self._at]
            if char == "}":
                if not closing:
                    raise NotSimple(self._label)
                self._at += 1
                return tuple(atoms)
            if char in "_^'":
                atoms.append(self._scripted((atoms.pop(),) if atoms else ()))
            elif char == " ":
                self._at += 1
            else:
                atoms.extend(self._item())
        if closing:
            raise NotSimple(self._label)
        return tuple(atoms)

    def _scripted(self, base: Row) -> Scripted:
        below: Row = ()
        above: Row = ()
        while self._at < len(self._label) and self._label[self._at] in "_^'":
            mark = self._label[self._at]
            self._at += 1
            if mark == "'":
                above += (Symbol("′", "upright"),)
            elif below if mark == "_" else above:
                raise NotSimple(self._label)
            elif mark == "_":
                below = self._argument()
            else:
                above = self._argument()
        return Scripted(base, below, above)

    def _argument(self) -> Row:
        while self._at < len(self._label) and self._label[self._at] == " ":
            self._at += 1
        return self._item()

    def _item(self) -> Row:
        if self._at >= len(self._label) or self._label[self._at] in "_^}":
            raise NotSimple(self._label)
        char = self._label[self._at]
        self._at += 1
        if char == "{":
            return self.row(closing=True)
        return self._command() if char == "\\" else (_symbol(char),)

    def _command(self) -> Row:
        start = self._at
        while self._at < len(self._label) and self._label[self._at].isascii() and self._label[self._at].isalpha():
            self._at += 1
        self._at = max(self._at, start + 1)
        name = self._label[start : self._at]
        if name in _SYMBOLS:
            return (_SYMBOLS[name],)
        if name in _ACCENTS:
            return (Accented(self._argument(), _ACCENTS[name]),)
        if name in _UPRIGHT:
            return self._words()
        if name in _FUNCTIONS:
            return tuple(Symbol(char, "upright") for char in name)
        if name in _BOLD:
            return tuple(Symbol(atom.text, "bold") if isinstance(atom, Symbol) else atom for atom in self._argument())
        raise NotSimple(self._label)

    def _words(self) -> Row:
        """The characters of a group of words; a mark of maths among them stands behind a backslash."""
        if self._label[self._at : self._at + 1] != "{":
            raise NotSimple(self._label)
        self._at += 1
        found = []
        while self._at < len(self._label) and self._label[self._at] != "}":
            char = self._character()
            found.append(Symbol("25", "space") if char == " " else Symbol(char, "upright"))
        if self._at >= len(self._label):
            raise NotSimple(self._label)
        self._at += 1
        return tuple(found)

    def _character(self) -> str:
        char = self._label[self._at]
        self._at += 1
        if char != "\\":
            if is_maths(char):
                raise NotSimple(self._label)
            return char
        escaped = self._label[self._at : self._at + 1]
        self._at += 1
        if escaped not in _ESCAPED or not escaped:
            raise NotSimple(self._label)
        return escaped


def _symbol(char: str) -> Symbol:
    if char in "+-*":
        return Symbol({"-": "−"}.get(char, char), "operator")
    if char in "=<>":
        return Symbol(char, "relation")
    if char in ",;":
        return Symbol(char, "punctuation")
    return Symbol(char, "variable" if char.isalpha() else "upright")


def _linear(row: Row) -> str:
    return "".join(map(_linear_atom, row))


def _linear_atom(atom: Atom) -> str:
    if isinstance(atom, Symbol):
        return " " if atom.kind == "space" else atom.text
    if isinstance(atom, Accented):
        return _linear(atom.base) + atom.mark
    return _linear(atom.base) + _script(_linear(atom.below), "_", _SUBSCRIPTS) + _script(_linear(atom.above), "^", _SUPERSCRIPTS)


def _script(text: str, mark: str, small: dict[str, str]) -> str:
    if all(char in small for char in text):
        return "".join(small[char] for char in text)
    return mark + (text if len(text) == 1 or (text.startswith("(") and text.endswith(")")) else f"({text})")
