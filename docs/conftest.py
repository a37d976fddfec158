"""What pytest must not collect here: templates, and pages that are made from the data at build time."""

collect_ignore = ["_build", "_templates", "record"]
