// The words of the search in Persian, in the browser.
Documentation.addTranslations({
  locale: "fa",
  plural_expr: "0",
  messages: {
    "Preparing search...": "آماده‌سازی جست‌وجو",
    "Searching": "در حال جست‌وجو",
    "Search Results": "نتیجهٔ جست‌وجو",
    "Search finished, found one page matching the search query.": ["${resultCount} صفحه یافت شد."],
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
      "صفحه‌ای یافت نشد. املای کلمه‌ها را بررسی کنید یا با کلمه‌های کمتری جست‌وجو کنید.",
    "Hide Search Matches": "پنهان کردن کلمه‌های یافت‌شده",
    ", in ": "، در ",
  },
});
