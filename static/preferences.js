// Before anything is painted: what the reader chose on an earlier page, what this browser can do, whether something is looked for.
(function () {
  var root = document.documentElement;
  root.classList.add("script");
  if (navigator.share) root.classList.add("shares");
  if (navigator.clipboard) root.classList.add("copies");
  root.setAttribute("data-asked", /[?&]q=[^&]/.test(location.search) ? "something" : "nothing");
  try {
    ["size", "contrast"].forEach(function (name) {
      var chosen = localStorage.getItem("thidua-" + name);
      if (chosen) root.setAttribute("data-" + name, chosen);
    });
  } catch (refused) {
    // A browser that keeps nothing shows the page as it is.
  }
})();
