"use strict";
(function () {
  function by(id) { return document.getElementById(id); }
  function fold(text) { return text.normalize("NFKC").toLowerCase(); }

  var outcome = by("fo"), reason = by("fr"), words = by("fw"), shown = by("shown"), folds = by("folds");
  var details = document.querySelectorAll("details");
  var items = Array.prototype.map.call(document.querySelectorAll("#mails tbody tr"), function (row) {
    return { row: row, card: row.dataset.k ? by("c" + row.dataset.k) : null, text: null };
  });
  var groups = document.querySelectorAll(".group");
  var waiting = 0;

  function text(item) {
    if (item.text === null)
      item.text = fold(item.row.textContent + " " + (item.card ? item.card.textContent : ""));
    return item.text;
  }

  function fits(item, wanted) {
    return (!outcome.value || item.row.dataset.o === outcome.value)
      && (!reason.value || (" " + item.row.dataset.r + " ").indexOf(" " + reason.value + " ") >= 0)
      && wanted.every(function (word) { return text(item).indexOf(word) >= 0; });
  }

  function filter() {
    var wanted = fold(words.value).split(/\s+/).filter(Boolean), n = 0;
    items.forEach(function (item) {
      var fit = fits(item, wanted);
      n += fit ? 1 : 0;
      item.row.hidden = !fit;
      if (item.card)
        item.card.hidden = !fit;
    });
    groups.forEach(function (group) {
      var next = group.nextElementSibling;
      while (next && next.matches(".card") && next.hidden)
        next = next.nextElementSibling;
      group.hidden = !(next && next.matches(".card"));
    });
    shown.querySelector("b").textContent = n + " / " + items.length;
    shown.querySelector("span").hidden = n > 0;
    shown.hidden = !(outcome.value || reason.value || wanted.length);
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 150);
  }

  function all(open) {
    details.forEach(function (one) { one.open = open; });
  }

  /* Following a row's link opens its card; browsers that do so by themselves find it open. */
  function follow() {
    var to = /^#m\d+$/.test(location.hash) ? by(location.hash.slice(1)) : null;
    if (to && to.closest("details")) {
      to.closest("details").open = true;
      to.closest("article").scrollIntoView();
      to.focus({ preventScroll: true });
    }
  }

  /* Paper shows every card open, then the screen is as it was. */
  var were = [];
  addEventListener("beforeprint", function () {
    were = Array.prototype.filter.call(details, function (one) { return !one.open; });
    all(true);
  });
  addEventListener("afterprint", function () {
    were.forEach(function (one) { one.open = false; });
  });

  addEventListener("hashchange", follow);
  outcome.addEventListener("change", filter);
  reason.addEventListener("change", filter);
  words.addEventListener("input", soon);
  by("filter").addEventListener("submit", function (event) { event.preventDefault(); filter(); });
  by("filter").addEventListener("reset", function () { setTimeout(filter, 0); });
  by("print").addEventListener("click", function () { print(); });
  if (folds) {
    by("open").addEventListener("click", function () { all(true); });
    by("close").addEventListener("click", function () { all(false); });
    folds.hidden = false;
  }
  by("filter").hidden = false;
  filter();
  follow();
})();
