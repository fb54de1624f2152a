// The search page: asks the engine what is typed or what the address says, shows the answer and keeps the address in step.
// The engine is the module that the page names; it is run only when there is something to ask, and may fail to come.

import { addressOf, isNarrowed, isReversed, narrowed, questionIn } from "./search-page/address.js";
import { all, element, one, sentence } from "./search-page/elements.js";
import * as facets from "./search-page/facets.js";
import * as names from "./search-page/names.js";
import * as results from "./search-page/results.js";

const TEN = 10;
const TYPING = 120; // ms without a key before a question is asked
const SLOW = 500;
const FIRST_DAY = "1900";
const QUIET = 900; // ms without a new answer before it is announced

const root = document.documentElement;
const field = one("[data-search-form] input");
const said = one("[data-said]");
const more = one("[data-more]");
const days = all("[data-day]");
const narrow = matchMedia("(max-width: 40rem)");
const title = document.title;

let engine; // the module, once it came
let asked = questionIn(location.search);
let settled = true; // what is in the address was asked for, not only typed on the way
let reached = 0; // places of the answer that were asked for; a line may be missing where a part of the index is
let running = new AbortController();
let timers = {};

const load = async () => (engine ??= await import(one("link[data-search]").href));

function after(name, wait, act) {
  clearTimeout(timers[name]);
  timers[name] = setTimeout(act, wait);
}

function stop(name) {
  clearTimeout(timers[name]);
}

// --- Asking --------------------------------------------------------------------------------------------------------------------------

// Asks a question and shows the answer; `size` is how many lines, `adding` whether they join those that are there.
async function ask(question, { size = TEN, adding = false } = {}) {
  running.abort();
  const run = (running = new AbortController());
  asked = question;
  root.toggleAttribute("data-narrowed", isNarrowed(question));
  root.dataset.search = "busy";
  document.title = question.text.trim() ? `${question.text.trim().slice(0, 60)} – ${title}` : title;
  one("[data-results]").setAttribute("aria-busy", "true");
  stop("typing");
  stop("said");
  after("slow", SLOW, () => notice("slow"));
  try {
    if (question.text.trim() || isNarrowed(question)) await answer(question, { size, adding, signal: run.signal });
    else forget();
  } catch (error) {
    if (!run.signal.aborted) fail(error);
  }
  if (run.signal.aborted) return;
  stop("slow");
  one("[data-results]").removeAttribute("aria-busy");
  root.dataset.search = "ready";
}

async function answer(question, { size, adding, signal }) {
  const { search, mark } = await load();
  const offset = adding ? reached : 0;
  const found = await search(question.text, { filters: question.filters, sort: question.sort, limit: size, offset, signal });
  if (signal.aborted) return;
  stop("slow");
  root.dataset.asked = "something";
  reached = offset + size;
  const first = results.show(found, mark, adding);
  if (adding && first) one("a", first).focus({ preventScroll: true });
  say(found);
  judge(found, question, signal);
  drawSort(question);
  for (const input of days) input.value = question.filters[input.name] ?? "";
  more.hidden = !found.more || !one("[data-results] > li");
  if (isNarrowed(question) || one("[data-facet][open]")) facets.refresh(question, counts).catch(lost);
  else one("[data-chosen]").hidden = true;
}

function forget() {
  root.dataset.asked = "nothing";
  reached = 0;
  results.clear();
  one("[data-names]").hidden = true;
  notice("");
  near(null);
  say(null);
}

// What a facet holds for a question, seen without that facet's own choice.
async function counts({ text, filters }, facet) {
  const engine = await load();
  return engine.facets(text, { filters, facet, signal: running.signal });
}

// What narrows or suggests is a help: where it does not come, the answer stands without it.
function lost() {}

async function suggest(text) {
  if (text.trim().length < 2) return names.show([]);
  const { suggest: find } = await load();
  const found = await find(text, { limit: narrow.matches ? 2 : 4 });
  if (field.value === text && !settled) names.show(found);
}

// --- What a reader is told -----------------------------------------------------------------------------------------------------------

function notice(name) {
  for (const line of all("[data-notice]")) line.hidden = line.dataset.notice !== name;
}

function judge({ failed, words, emptied, results: lines, near: word }, question, signal) {
  const shown = lines.length > 0;
  if (failed && navigator.onLine) notice(shown ? "damaged" : "damaged-nothing");
  else if (failed) notice(shown ? "offline" : "offline-nothing");
  else if (shown) notice("");
  else if (emptied) notice("emptied");
  else if (!words.length && question.text.trim()) notice("no-words");
  else if (isReversed(question)) notice("reversed");
  else if (!isNarrowed(question)) notice("nothing");
  else {
    notice("nothing-here");
    lookOutside(question, signal).catch(lost);
  }
  near(word);
}

// Says how much there is without what narrows the answer; where there is nothing either, that it is not to blame.
async function lookOutside(question, signal) {
  const place = one("[data-wider]");
  place.replaceChildren();
  const { search } = await load();
  const { total, exact } = await search(question.text, { limit: 1, signal });
  if (signal.aborted) return;
  if (!total) return notice("nothing");
  const text = exact ? sentence("outside", { count: total }) : sentence("no-filters");
  place.replaceChildren(element("a", { href: addressOf({ ...question, filters: {} }), "data-ask": "" }, text));
}

function fail(error) {
  console.error(error);
  root.dataset.asked = "something";
  results.clear();
  root.dataset.found = "broken";
  more.hidden = true;
  notice(navigator.onLine ? "broken" : "offline-nothing");
  say(null);
}

function near(text) {
  const place = one("[data-near]");
  place.hidden = !text;
  if (text) one("a", place).replaceWith(element("a", { href: addressOf({ ...asked, text }), "data-ask": "" }, text));
}

// Screen readers hear of an answer once a reader has stopped typing.
function say(found) {
  after("said", QUIET, () => {
    const told = [one("[data-notice]:not([hidden])"), one("[data-near]:not([hidden])")].map(textOf);
    said.textContent = [found && results.summed(found), ...told].filter(Boolean).join(" ");
  });
}

// What a line says, without its button.
function textOf(line) {
  return Array.from(line?.childNodes ?? []).filter((node) => node.localName !== "button").map((node) => node.textContent.trim()).join(" ").trim();
}

function drawSort(question) {
  root.toggleAttribute("data-listing", !question.text.trim());
  for (const link of all("[data-sort]")) {
    const sort = link.dataset.sort;
    link.setAttribute("href", addressOf({ ...question, sort }));
    if (sort === question.sort) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

// --- The address ---------------------------------------------------------------------------------------------------------------------

// A choice makes a new entry of the history, and so does the first letter after one; further letters change that entry.
function keep(question, how, state = null) {
  try {
    history[how](state, "", addressOf(question));
  } catch {
    // Some browsers allow only so many changes at a time.
  }
}

function choose(question) {
  if (field.value !== question.text) field.value = question.text;
  keep(question, "pushState");
  settle();
  ask(question);
}

function settle() {
  settled = true;
  one("[data-names]").hidden = true;
}

// Asks what the address says; where a reader was here before, with as many lines, at the same height.
async function goBack() {
  const question = questionIn(location.search);
  const { size, top } = history.state ?? {};
  settle();
  field.value = question.text;
  if (question.filters.from || question.filters.to) one("[data-days]").open = true;
  await ask(question, { size: Math.max(size ?? 0, TEN) });
  if (top) scrollTo(0, top);
}

// --- Keyboard and pointer --------------------------------------------------------------------------------------------------------------

field.addEventListener("focus", () => load().catch(lost), { once: true }); // so that it is there when the first key is pressed
field.addEventListener("input", () => {
  if (narrow.matches) field.form.scrollIntoView(); // a phone's keyboard leaves little room for what is found
  after("typing", TYPING, () => {
    const question = { ...asked, text: field.value };
    keep(question, settled && (asked.text.trim() || isNarrowed(asked)) ? "pushState" : "replaceState");
    settled = false;
    ask(question);
    suggest(field.value).catch(lost);
  });
});

one("[data-search-form]").addEventListener("submit", (event) => {
  event.preventDefault();
  const question = { ...asked, text: field.value };
  if (addressOf(question) === addressOf(asked)) {
    settle();
    ask(question);
  } else choose(question);
  if (matchMedia("(pointer: coarse)").matches) field.blur(); // puts the keyboard of a phone away
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-ask]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
  event.preventDefault();
  choose(questionIn(new URL(link.href).search));
  if (!wide.matches && link.closest("[data-narrow]")) one(".found-head").scrollIntoView(); // the results lie below what narrows them
});

// Arrows lead from the field through names and results and back; Escape leads back at once.
one("[data-search-page]").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [field, ...all("[data-names] a, [data-results] h3 a, [data-near] a").filter((link) => link.offsetParent)];
  const at = stops.indexOf(document.activeElement);
  if (at < 0 || (at > 0 && event.key === "Escape")) {
    if (event.key === "Escape") field.focus();
  } else if (step && stops[at + step]) {
    event.preventDefault();
    stops[at + step].focus();
  }
});

for (const input of days) {
  input.addEventListener("change", () => {
    const whole = !input.value || input.value >= FIRST_DAY; // a year that is typed digit by digit begins as 0002
    if (whole && !input.validity.badInput) choose(narrowed(asked, input.name, input.value));
  });
}
more.addEventListener("click", () => ask(asked, { adding: true }));
addEventListener("popstate", goBack);
addEventListener("pagehide", () => keep(asked, "replaceState", { size: reached, top: scrollY }));
for (const button of all("[data-again]")) {
  button.addEventListener("click", () => again());
}
addEventListener("offline", () => notice(one("[data-results] li") ? "offline" : "offline-nothing"));
addEventListener("online", () => one("[data-notice]:not([hidden])") && again());

// A module that did not come is not asked for twice by a page.
function again() {
  if (!navigator.onLine) return;
  if (root.dataset.found !== "broken") ask(asked, { size: Math.max(reached, TEN) });
  else location.reload();
}

const wide = matchMedia("(min-width: 62rem)"); // where there is room, what narrows stands open beside the results
const spread = () => {
  one("[data-narrow]").open = wide.matches;
};
wide.addEventListener("change", spread);
spread();
for (const box of all("[data-facet]")) {
  box.addEventListener("toggle", () => {
    if (box.open) facets.fill(box, asked, counts).catch(lost);
  });
}
goBack();
