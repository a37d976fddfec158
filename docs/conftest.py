"""What pytest must not collect here: pages made at build time have their examples from the data itself."""

collect_ignore = ["_build", "record"]
