"""Draw SVG in the reading direction of a language, or write HTML that links to records."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element, SubElement

from brics_cities import Record, direction


class Sheet:
    """An SVG drawing. Its x axis starts where reading starts: at the right in Persian.

    Args:
        lang: The language of its texts.
        width: Its width, in pixels if there is room.
        mirrored: Whether to mirror the drawing in Persian; false for a map.
        within: The element to draw in; if there is none, one is made.
    """

    def __init__(self, lang: str, width: float, *, mirrored: bool = True, within: Element | None = None) -> None:
        self.lang = lang
        self.width = width
        self.mirrored = mirrored and direction(lang) == "rtl"
        self.svg = Element("svg", direction="rtl" if self.mirrored else "ltr") if within is None else within

    def cut(self, height: float) -> Sheet:
        """Set the height of the sheet and return it; anything below is cut off."""
        self.svg.set("viewBox", f"0 0 {self.width:g} {height:.0f}")
        return self

    def panel(self, x: float, y: float, width: float, height: float, look: str) -> Sheet:
        """Return a sheet within this one, which shows nothing beyond its edges."""
        self._add("rect", look, x=x, y=y, width=width, height=height)
        frame = self._add("svg", "panel", x=x, y=y, width=width, height=height)
        return Sheet(self.lang, width, mirrored=self.mirrored, within=frame)

    def text(self, x: float, y: float, words: str, look: str = "", *, anchor: str = "start", turn: int = 0) -> None:
        """Write a line of text that starts, is centred, or ends at a point, rotated around it by some degrees."""
        x, turn = (self.width - x, -turn) if self.mirrored else (x, turn)
        text = self._add("text", look, x=x, y=y)
        text.set("text-anchor", anchor)
        if turn:
            text.set("transform", f"rotate({turn} {x:.1f} {y:.1f})")
        text.text = words

    def dot(self, x: float, y: float, radius: float, look: str) -> None:
        """Draw a circle around a point."""
        self._add("circle", look, cx=self.width - x if self.mirrored else x, cy=y, r=radius)

    def bar(self, x: float, y: float, width: float, height: float, look: str) -> None:
        """Draw a rectangle with round ends, from its corner where reading starts."""
        x = self.width - x - width if self.mirrored else x
        self._add("rect", look, x=x, y=y, width=width, height=height, rx=min(width, height) / 2)

    def line(self, points: list[tuple[float, float]], look: str) -> None:
        """Draw a line from point to point."""
        self.path([points], look)

    def path(self, lines: list[list[tuple[float, float]]], look: str) -> None:
        """Draw lines from point to point, as one shape."""
        drawn = "".join(
            "M" + "L".join(f"{self.width - x if self.mirrored else x:.1f} {y:.1f}" for x, y in points)
            for points in lines
        )
        self._add("path", look).set("d", drawn)

    def _add(self, tag: str, look: str, **numbers: float) -> Element:
        element = SubElement(self.svg, tag, {key: f"{number:.1f}" for key, number in numbers.items()})
        if look:
            element.set("class", look)
        return element


class Page:
    """Elements of HTML, with links to records, whose addresses are known only where the page is shown."""

    def __init__(self) -> None:
        self.html = Element("div", {"class": "picture-page"})
        self.links: list[tuple[Element, Record]] = []
        self._open = [self.html]

    def add(self, tag: str, look: str = "", text: str = "", **attributes: str) -> Element:
        """Add an element, and return it."""
        element = SubElement(self._open[-1], tag, {"class": look, **attributes} if look else attributes)
        element.text = text
        return element

    @contextmanager
    def within(self, tag: str, look: str = "", **attributes: str) -> Iterator[None]:
        """Add an element, and add to it what is added meanwhile."""
        self._open.append(self.add(tag, look, **attributes))
        yield
        self._open.pop()

    def link(self, record: Record, text: str, look: str = "", label: str = "") -> None:
        """Add a link to a record; a label says what a link without text is."""
        attributes = {"title": label, "aria-label": label} if label else {}
        self.links.append((self.add("a", look, text, **attributes), record))
