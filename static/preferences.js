// Puts back what the reader chose on an earlier page, before anything is painted.
(function () {
  var root = document.documentElement;
  root.classList.add("script");
  try {
    ["size", "contrast"].forEach(function (name) {
      var chosen = localStorage.getItem("thidua-" + name);
      if (chosen) root.setAttribute("data-" + name, chosen);
    });
  } catch (refused) {
    // A browser that keeps nothing shows the page as it is.
  }
})();
