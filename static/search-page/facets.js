// What narrows an answer: facets whose counts are asked for only when one is opened, a range of days, and what is chosen now.

import { addressOf, FACETS, narrowed } from "./address.js";
import { all, day, element, number, one, sentence } from "./elements.js";

const SHORT = 12;
const labels = new Map(); // "facet value" → what it is called, as far as it was heard
const chosen = one("[data-chosen]");
const boxes = all("[data-facet]");

// Shows what is chosen, and asks open facets for new counts; `counts(facet)` gives a facet's values for a question.
export async function refresh(question, counts) {
  drawChosen(question);
  for (const box of boxes) {
    const value = question.filters[box.dataset.facet];
    const isKnown = () => !value || labels.has(`${box.dataset.facet} ${value}`);
    if (box.open || !isKnown()) await fill(box, question, counts);
    if (!isKnown()) await learn(box.dataset.facet, value, question, counts);
  }
}

// Hears what a value is called that no page of an answer has: from all pages that have it.
async function learn(name, value, question, counts) {
  const { values } = await counts({ text: "", filters: { [name]: value } }, name);
  for (const found of values) labels.set(`${name} ${found.value}`, found.label);
  drawChosen(question);
}

export async function fill(box, question, counts) {
  const here = addressOf(question);
  if (box.dataset.shows === here) return;
  box.dataset.shows = here;
  const name = box.dataset.facet;
  const place = one("[data-values]", box);
  place.setAttribute("aria-busy", "true");
  try {
    const { exact, failed, values } = await counts(question, name);
    if (box.dataset.shows !== here) return; // another question was asked meanwhile
    if (failed && !values.length) throw new Error(name); // told below
    for (const { value, label } of values) labels.set(`${name} ${value}`, label);
    const held = place.contains(document.activeElement) ? document.activeElement.dataset.value : null;
    place.replaceChildren(...drawn(name, values, question));
    if (held) all("a", place).find((link) => link.dataset.value === held)?.focus({ preventScroll: true });
    if (!exact && values.length) place.append(element("p", { class: "note" }, sentence("counts-at-least")));
    drawChosen(question);
  } catch (error) {
    if (box.dataset.shows !== here) return;
    delete box.dataset.shows;
    if (error.name === "AbortError") return; // another question is asked, and will fill it
    place.replaceChildren(element("p", {}, sentence("facet-failed")));
  }
  place.removeAttribute("aria-busy");
}

function drawn(name, values, question) {
  if (!values.length) return [element("p", {}, sentence("facet-empty"))];
  const items = nested(values).map(({ value, label, count, depth }) => element("li", { "data-depth": depth }, choice(name, value, label, count, question)));
  const list = element("ul", {}, ...items);
  if (items.length <= SHORT + 2) return [list];
  const rest = items.slice(SHORT);
  for (const item of rest) item.hidden = !one("[aria-current]", item);
  const more = element("button", { type: "button" }, sentence("facet-all", { count: items.length }));
  more.addEventListener("click", () => {
    for (const item of rest) item.hidden = false;
    one("a", rest[0]).focus();
    more.remove();
  });
  return [list, more];
}

// What is a part of another value, as its address says, follows that one.
function nested(values) {
  const known = new Set(values.map(({ value }) => value));
  const parts = new Map();
  for (const found of values) {
    const above = found.value.split("/").slice(0, -1).join("/");
    const parent = known.has(above) ? above : "";
    parts.set(parent, [...(parts.get(parent) ?? []), found]);
  }
  const below = (parent, depth) => (parts.get(parent) ?? []).flatMap((found) => [{ ...found, depth }, ...below(found.value, depth + 1)]);
  return below("", 0);
}

// A value is a link: to the question with it, or, where it is chosen, without it.
function choice(name, value, label, count, question) {
  const here = question.filters[name] === String(value);
  const address = to(narrowed(question, name, here ? "" : String(value)));
  const link = element("a", { ...address, "data-value": String(value) }, element("span", {}, label), " ", counted(count));
  if (here) link.setAttribute("aria-current", "true");
  return link;
}

const counted = (count) => element("span", { class: "counted" }, number(count));

const to = (question) => ({ href: addressOf(question), "data-ask": "" });

function drawChosen(question) {
  const links = [];
  for (const name of FACETS) {
    const value = question.filters[name];
    if (value) links.push(taken(question, name, one("summary", one(`[data-facet="${name}"]`)).textContent, labels.get(`${name} ${value}`) ?? value));
  }
  for (const name of ["from", "to"]) {
    const value = question.filters[name];
    if (value) links.push(taken(question, name, one(`[data-day][name="${name}"]`).labels[0].textContent, day(value)));
  }
  const items = links.map((link) => element("li", {}, link));
  if (links.length > 1) items.push(element("li", {}, element("a", to({ ...question, filters: {} }), sentence("no-filters"))));
  const held = chosen.contains(document.activeElement);
  chosen.replaceChildren(...items);
  chosen.hidden = !links.length;
  if (held) (one("a", chosen) ?? one("[data-narrow] summary")).focus();
}

function taken(question, name, facet, label) {
  const link = element("a", to(narrowed(question, name, "")), `${facet}: ${label}`);
  link.append(element("span", { class: "visually-hidden" }, ` (${sentence("take-away")})`), element("span", { "aria-hidden": "true" }, " ×"));
  return link;
}
