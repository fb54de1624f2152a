// What a reader may do with a page: see its place in the menu, set text size and contrast, print, pass the address on, see pictures at full
// size and fresh lists. Every page is whole without it; each part looks for its own elements and does nothing where there are none.

const root = document.documentElement;
const all = (selector, inside = document) => Array.from(inside.querySelectorAll(selector));

function keep(name, value) {
  if (value) root.setAttribute(`data-${name}`, value);
  else root.removeAttribute(`data-${name}`);
  try {
    if (value) localStorage.setItem(`thidua-${name}`, value);
    else localStorage.removeItem(`thidua-${name}`);
  } catch {
    // Kept for this page only.
  }
}

function offerControls() {
  const sizes = [-1, 0, 1, 2, 3];
  for (const controls of all("[data-controls]")) {
    const buttons = all("button[data-size]", controls);
    const contrast = controls.querySelector("button[data-contrast]");
    const size = () => Number(root.getAttribute("data-size") || 0);
    const show = () => {
      for (const button of buttons) button.disabled = !sizes.includes(size() + Number(button.dataset.size));
      contrast.setAttribute("aria-pressed", String(root.getAttribute("data-contrast") === "high"));
    };
    for (const button of buttons) {
      button.addEventListener("click", () => {
        const next = size() + Number(button.dataset.size);
        if (sizes.includes(next)) keep("size", next ? String(next) : "");
        show();
      });
    }
    contrast.addEventListener("click", () => {
      keep("contrast", root.getAttribute("data-contrast") === "high" ? "" : "high");
      show();
    });
    show();
    controls.hidden = false;
  }
}

function offerTools() {
  const said = document.querySelector("[data-said]");
  const say = (text) => {
    if (said) said.textContent = text;
  };
  for (const link of all("a[data-save]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      save(link).catch(() => location.assign(link.href));
    });
  }
  for (const button of all("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  for (const button of all("button[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(button.dataset.copy).then(
        () => say(button.dataset.done),
        () => say(button.dataset.copy),
      );
    });
  }
  for (const button of all("button[data-share]")) {
    if (!navigator.share) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.share({ title: document.title, url: button.dataset.share }).catch(() => {});
    });
  }
}

// Gives the reader the page as one file: its style is in it, its addresses are full, so that pictures and fonts still come from the site, its scripts are left out.
async function save(link) {
  const page = new DOMParser().parseFromString(await (await fetch(link.href, { credentials: "omit" })).text(), "text/html");
  for (const element of all("script, link:not([rel=stylesheet]):not([rel=canonical]), .latest-box, .tools", page)) element.remove();
  for (const sheet of all("link[rel=stylesheet]", page)) {
    const style = page.createElement("style");
    const address = new URL(sheet.getAttribute("href"), link.href);
    const text = await (await fetch(address, { credentials: "omit" })).text();
    style.textContent = text.replace(/url\((["']?)([^"')]+)/g, (_, quote, to) => `url(${quote}${new URL(to, address)}`);
    sheet.replaceWith(style);
  }
  const canonical = page.querySelector("link[rel=canonical]").href;
  for (const name of ["href", "src"]) {
    for (const element of all(`[${name}]`, page.body)) {
      const address = element.getAttribute(name);
      if (!address.startsWith("#")) element.setAttribute(name, new URL(address, name === "href" ? canonical : link.href));
    }
  }
  for (const source of all("source", page)) source.remove(); // the largest picture stays
  const file = document.createElement("a");
  file.href = URL.createObjectURL(new Blob(["<!doctype html>\n", page.documentElement.outerHTML], { type: "text/html" }));
  file.download = link.download;
  file.click();
  setTimeout(() => URL.revokeObjectURL(file.href), 60000);
}

// Pictures of a gallery in a dialog: arrows and buttons lead from one to the next, Escape ends it, the focus goes back.
function offerLightbox() {
  const shown = all(".gallery figure").filter((figure) => figure.querySelector("img"));
  const dialog = document.createElement("dialog");
  if (!shown.length || !dialog.showModal) return;
  const words = document.querySelector("[data-gallery-words]")?.dataset ?? {};
  dialog.className = "lightbox";
  dialog.setAttribute("aria-label", words.galleryWords ?? "");
  const place = document.createElement("div");
  const count = document.createElement("p");
  count.setAttribute("aria-live", "polite");
  let at = 0;
  const move = (step) => {
    at = (at + step + shown.length) % shown.length;
    const figure = shown[at].cloneNode(true);
    for (const button of all("button", figure)) button.replaceWith(...button.childNodes);
    for (const picture of all("img, source", figure)) picture.setAttribute("sizes", "100vw");
    for (const picture of all("img", figure)) picture.loading = "eager";
    place.replaceChildren(figure);
    count.textContent = `${at + 1} / ${shown.length}`;
  };
  const button = (label, mark, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.setAttribute("aria-label", label ?? mark);
    made.textContent = mark;
    made.addEventListener("click", act);
    return made;
  };
  const bar = document.createElement("div");
  bar.className = "lightbox-bar";
  bar.append(
    button(words.previous, "‹", () => move(-1)),
    count,
    button(words.next, "›", () => move(1)),
    button(words.close, "×", () => dialog.close()),
  );
  dialog.append(place, bar);
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") move(-1);
    if (event.key === "ArrowRight") move(1);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  shown.forEach((figure, number) => {
    const picture = figure.querySelector("picture, img");
    const open = document.createElement("button");
    open.type = "button";
    open.className = "enlarge";
    picture.replaceWith(open);
    open.append(picture);
    const caption = figure.querySelector("figcaption");
    const name = figure.querySelector("img").alt || caption?.textContent.trim() || String(number + 1);
    open.setAttribute("aria-label", `${words.enlarge ?? ""}: ${name}`);
    open.addEventListener("click", () => {
      at = number;
      move(0);
      dialog.showModal();
    });
    dialog.addEventListener("close", () => {
      if (at === number) open.focus();
    });
  });
}

// Lists that change with every article are fetched when they come into sight, so that an article's own page need not change.
function fetchFragments() {
  const fetchOne = async (holder) => {
    try {
      const answer = await fetch(holder.dataset.fragment, { credentials: "omit" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const list = page.querySelector("[data-fragment-list]");
      if (list) holder.replaceChildren(document.importNode(list, true));
    } catch {
      // Offline: the plain link stays.
    }
  };
  const holders = all("[data-fragment]");
  if (!("IntersectionObserver" in window)) {
    holders.forEach(fetchOne);
    return;
  }
  const watcher = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
        fetchOne(target);
      }
    },
    { rootMargin: "300px" },
  );
  holders.forEach((holder) => watcher.observe(holder));
}

// On a phone the menu goes on to the side; where the reader is must be in sight.
function showPlaceInMenu() {
  const here = document.querySelector(".menu [aria-current]");
  const list = here?.closest("ul");
  if (list) list.scrollLeft = here.offsetLeft - list.offsetLeft - 24;
}

showPlaceInMenu();
offerControls();
offerTools();
offerLightbox();
fetchFragments();
