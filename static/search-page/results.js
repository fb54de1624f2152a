// The list of what was found, and what is said above it.

import { day, element, one, sentence } from "./elements.js";

const list = one("[data-results]");
const count = one("[data-result-count]");

export function clear() {
  list.replaceChildren();
  tell(0, "");
}

// Shows an answer from its beginning, or adds to what is there; returns the first new line.
export function show(answer, mark, adding) {
  const lines = answer.results.map((found) => line(found, answer.words, mark));
  if (adding) list.append(...lines);
  else list.replaceChildren(...lines);
  list.setAttribute("data-partial", String(Boolean(answer.partial)));
  tell(answer.total, summed(answer));
  return lines[0];
}

// What a reader is told of an answer as a whole; of one that lacks a part of the index not that there is nothing.
export function summed({ total, exact, partial, apart, results, failed, near }) {
  if (failed && !(total && results.length)) return "";
  if (!total) return sentence(partial && results.length ? (near ? "nearest" : "partial") : "nothing");
  return sentence(apart && exact ? "apart" : exact ? "count" : "at-least", { count: total });
}

function tell(total, text) {
  document.documentElement.dataset.found = total ? "some" : "none";
  count.setAttribute("data-result-count", String(total));
  count.textContent = text;
}

function line(found, words, mark) {
  const link = element("a", { href: found.url }, ...pieces(found.title, words, mark));
  const item = element("li", {}, kicker(found), element("h3", {}, link));
  if (found.summary) item.append(element("p", {}, ...pieces(found.summary, words, mark)));
  return item;
}

// Where a page belongs: its section, as the page's own list of sections calls it, else its kind; and of when it is.
function kicker({ kind, section, date, told }) {
  const listed = section && one(`.search-help a[href$="/${CSS.escape(section)}/"]`);
  const name = listed ? listed.textContent : sentence(`kind-${kind}`);
  const made = element("p", { class: "found-kind" });
  if (name) made.append(element("span", {}, name));
  if (told) made.append(element("span", {}, told));
  else if (date && kind === "document") made.append(element("time", { datetime: date }, sentence("posted", { date: day(date) }))); // not when it was issued
  else if (date) made.append(element("time", { datetime: date }, day(date)));
  return made;
}

function pieces(text, words, mark) {
  return mark(text, words).map(({ text: piece, hit }) => (hit ? element("mark", {}, piece) : piece));
}
