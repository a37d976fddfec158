// Rank what the search finds: the page of a person, a statement, a body or an event before the lists that mention it.

// Return what to add to the score of a page: most if its title has every word of the query and little else.
const ownPage = (docname, title, words) => {
  const kind = docname.match(/^record\/(people|statements|members|events)\//)?.[1];
  if (!kind || !words.length) return 0;
  const named = splitQuery(title);
  const found = words.filter((word) => named.some((one) => one.startsWith(word))).length;
  return 10 + (kind === "people") + 100 * (found / words.length) + 50 * (found / named.length);
};

var Scorer = {
  score: ([docname, title, anchor, , score]) => {
    const query = new URLSearchParams(window.location.search).get("q");
    const words = splitQuery(query).filter((word) => !stopwords.has(word));
    return score + (anchor ? 0 : ownPage(docname, title, words));
  },

  // The rest is as in Sphinx.
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
