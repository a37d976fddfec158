// Make boxes that scroll sideways reachable by keyboard; what is collapsed has no width until it is opened.
const makeReachable = () => {
  for (const box of document.querySelectorAll("pre, .table-wrapper")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
};
makeReachable();
document.addEventListener("toggle", makeReachable, true);

// Show each result of the search in its own direction, and in Persian the number of results in Persian digits.
const results = document.getElementById("search-results");
const show = (change) => {
  if (change.target.matches(".search-summary") && document.documentElement.lang === "fa") {
    const text = change.target.textContent;
    const inPersian = text.replace(/\d+/g, (number) => Number(number).toLocaleString("fa"));
    if (inPersian !== text) change.target.textContent = inPersian;
  }
  for (const added of change.addedNodes) if (added.matches?.("li, .context")) added.dir = "auto";
};
if (results) new MutationObserver((changes) => changes.forEach(show)).observe(results, { childList: true, subtree: true });
