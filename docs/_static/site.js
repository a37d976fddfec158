// What scrolls sideways can be reached by the keyboard.
for (const box of document.querySelectorAll("pre, .table-wrapper")) {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
}

// The sidebar knows no languages; a reader aloud must.
for (const link of document.querySelectorAll(".sidebar-tree a")) {
  if (/^[\p{Script=Arabic}\p{P}\s]+$/u.test(link.textContent)) link.lang = "fa";
}
