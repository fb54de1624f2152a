// Pages whose name a reader is typing: clusters, units, models. A plain list of links, so that nothing lies over the results.

import { element, one, sentence } from "./elements.js";

const box = one("[data-names]");
const list = one("ul", box);

export function show(found) {
  const items = found.map(({ type, title, url }) => {
    const kind = element("span", { class: "found-kind" }, sentence(`kind-${type}`));
    return element("li", {}, element("a", { href: url }, title), " ", kind);
  });
  list.replaceChildren(...items);
  box.hidden = !items.length;
}
