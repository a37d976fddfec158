"""Draw pictures from the data each time the documentation is built.

A page includes one by its name; its words are in the language of the edition::

    ```{picture} map
    ```

The drawing is SVG inside the page, so that it uses the page's fonts and its colours, light and dark. A caption of one
sentence, generated from the same data, describes it. Below it, collapsed, is all of its content as text, linked to the
pages of the records, so that nobody needs to see the drawing or to click a small mark in it. What can be a table or a
list is HTML instead of SVG.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from docutils import nodes
from docutils.parsers.rst import directives
from record import address
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from brics_cities import Record, direction, forum

from . import words
from .drawings import PICTURES, Picture
from .sheet import Sheet


class picture(nodes.General, nodes.Element):
    """A picture in a page. Its one paragraph is the caption, for output formats other than HTML."""


class PictureDirective(SphinxDirective):
    """Include a picture in a page."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a node for the picture; the page is read again in each build, since the data may have changed."""
        self.env.note_reread()
        kind, lang = directives.choice(self.arguments[0], list(PICTURES)), self.config.language
        return [picture("", nodes.paragraph("", PICTURES[kind](forum, lang).sentence), kind=kind, lang=lang)]


def visit_picture(self: HTML5Translator, node: picture) -> None:
    """Write a picture into a page, with links to the pages of its records."""
    builder = self.builder
    labels = builder.env.domains.standard_domain.anonlabels

    def href(record: Record) -> str:
        page, anchor = labels[address(record).lower()]
        return f"{builder.get_relative_uri(builder.current_docname, page)}#{anchor}"

    kind, lang = node["kind"], node["lang"]
    figure = as_html(PICTURES[kind](forum, lang), f"{kind}-{lang}", lang, href)
    self.body.append(tostring(figure, encoding="unicode", method="html"))
    raise nodes.SkipNode


def as_html(drawn: Picture, id: str, lang: str, href: Callable[[Record], str]) -> Element:
    """Return a picture as an HTML figure: the drawing, its legend, its caption and its content as text."""
    figure = Element("figure", {"class": "picture", "lang": lang, "dir": direction(lang), "aria-labelledby": id})
    drawing = drawn.drawing
    if isinstance(drawing, Sheet):
        frame = SubElement(figure, "div", {"class": "picture-frame", "role": "img", "aria-labelledby": id})
        drawing.svg.set("style", f"max-width: {1.4 * drawing.width:g}px")
        frame.append(drawing.svg)
    else:
        for link, record in drawing.links:
            link.set("href", href(record))
        figure.append(drawing.html)
    legend = SubElement(figure, "ul", {"class": "picture-legend"})
    for mark, meaning in drawn.legend:
        entry = SubElement(legend, "li")
        mark.svg.attrib |= {"aria-hidden": "true", "width": "22", "height": "20"}
        mark.svg.tail = meaning
        entry.append(mark.svg)
    SubElement(figure, "figcaption", {"id": id}).text = drawn.sentence
    if drawn.lines:
        details = SubElement(figure, "details")
        SubElement(details, "summary").text = words.IN_WORDS[lang]
        in_words = SubElement(details, "ul")
        for line in drawn.lines:
            entry = SubElement(in_words, "li")
            for piece in line:
                part = SubElement(entry, "span") if isinstance(piece, str) else SubElement(entry, "a", href=href(piece))
                part.text = piece if isinstance(piece, str) else words.name(piece, lang)
    return figure


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive, and how its node is written."""
    plain = (lambda self, node: None, lambda self, node: None)
    app.add_node(picture, html=(visit_picture, None), text=plain, latex=plain, man=plain, texinfo=plain)
    app.add_directive("picture", PictureDirective)
    app.connect("builder-inited", lambda app: app.config.html_static_path.append(str(Path(__file__).parent / "static")))
    app.add_css_file("pictures.css")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
