"""Keep pytest from collecting templates, and the pages that are generated from the data at build time."""

collect_ignore = ["_build", "_templates", "record", "fa/record"]
