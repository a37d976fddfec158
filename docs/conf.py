"""Configure the site, which ``nox -s docs`` builds without the network: in English and, with the tag ``fa``, in Persian."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

import brics_cities
from brics_cities import forum

sys.path.insert(0, str(Path(__file__).parent / "_extensions"))

SITE = os.environ.get("READTHEDOCS_CANONICAL_URL", "")  # Read the Docs gives the site its address
PERSIAN = tags.has("fa")  # noqa: F821 - Sphinx provides it

project = "brics-cities"
author = "The brics-cities maintainers"
release = brics_cities.__version__
copyright = f"2026, {author}. Code under the MIT licence, data under CC BY 4.0"
if PERSIAN:
    language = "fa"
    copyright = "۲۰۲۶، نگه‌دارندگان brics-cities. کد با مجوز MIT و داده‌ها با مجوز CC BY 4.0"

extensions = [
    "myst_parser",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinxext.opengraph",
    "editions",
    "folded_search",
    "pictures",
    "record",
]
if not PERSIAN:  # the reference, and what is made once for the whole site
    extensions += [
        "notfound.extension",
        "sphinx.ext.autodoc",
        "sphinx.ext.intersphinx",
        "sphinx.ext.napoleon",
        "sphinx_llms_txt",
        "internal_links",
        "reference",
        "sphinx.ext.autosummary",
    ]
exclude_patterns = ["_*"] if PERSIAN else ["_*", "fa"]
template_bridge = "editions.Templates"
templates_path = ["_templates"]
locale_dirs = [str(Path(__file__).parent / "fa" / "locales")]  # only here Sphinx finds its script
nitpicky = True
nitpick_ignore = [
    ("py:class", "brics_cities.records.R_co"),  # type variables have no page
    ("py:class", "brics_cities.text._Default"),
    ("py:class", "brics_cities._editing.R"),
    ("py:class", "ColumnType"),  # the strings are in the table of the column
    ("py:class", "_Cite"),  # private: a function that cites
    ("py:class", "brics_cities.exports.cite._Cite"),
    ("py:class", "st.SearchStrategy"),  # Hypothesis' inventory is not included
    ("py:class", "hypothesis.strategies.SearchStrategy"),
]
smartquotes = False  # keep straight quotes, in code and in names

# Markdown: [words]{.class}, {.class} before a block, :::{directive}.
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3

# Reference.
suppress_warnings = ["config.cache"]  # autosummary_context has functions
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_attr_annotations = True
python_use_unqualified_type_names = True
intersphinx_mapping = {"python": ("https://docs.python.org/3", "python.inv")}  # only the names used here

# Look.
html_theme = "furo"
html_theme_options = {"top_of_page_buttons": []}
html_title = project
html_favicon = "_static/favicon.svg"
html_baseurl = SITE and SITE + ("fa/" if PERSIAN else "")
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_search_language = "folded"
html_search_scorer = str(Path(__file__).parent / "_extensions" / "scorer.js")
html_use_index = not PERSIAN
html_context = {"data_version": forum.version}
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
copybutton_exclude = ".linenos, .gp, .go"
ogp_site_name = project
ogp_social_cards = {"enable": False}
notfound_urls_prefix = urlsplit(SITE).path or "/"  # the path of the site on its host
llms_txt_exclude = ["404"]
llms_txt_uri_template = "_sources/{docname}{suffix}{sourcelink_suffix}"  # relative, whatever the path of the site
llms_txt_summary = brics_cities.__doc__.partition("\n")[0]
