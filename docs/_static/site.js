// Make boxes that scroll sideways reachable by keyboard.
for (const box of document.querySelectorAll("pre, .table-wrapper")) {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
}

// The sidebar has no language tags, which screen readers need.
for (const link of document.querySelectorAll(".sidebar-tree a")) {
  if (/^[\p{Script=Arabic}\p{P}\s]+$/u.test(link.textContent)) link.lang = "fa";
}
