// Elements and words: the page's template holds every sentence, and what a reader typed only ever becomes text.

const language = document.documentElement.lang;
const numbers = new Intl.NumberFormat(language);

export const one = (selector, inside = document) => inside.querySelector(selector);
export const all = (selector, inside = document) => Array.from(inside.querySelectorAll(selector));

// Returns an element with attributes and children; a text that is given becomes a text node.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export const number = (count) => numbers.format(count);

// The sentence that the template holds under `name` (singular under `name-one`), its gaps filled.
export function sentence(name, gaps = {}) {
  const words = one("[data-words]");
  const single = gaps.count === 1 && words.getAttribute(`data-${name}-one`);
  const text = single || words.getAttribute(`data-${name}`) || "";
  return text.replace(/\{(\w+)\}/g, (_, gap) => (typeof gaps[gap] === "number" ? number(gaps[gap]) : gaps[gap]));
}

// A day as lists show it: 01/3/2024. English sites get their own order.
export function day(iso) {
  const [year, month, date] = iso.slice(0, 10).split("-").map(Number);
  if (language !== "vi") return new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(new Date(year, month - 1, date));
  return `${String(date).padStart(2, "0")}/${month < 3 ? String(month).padStart(2, "0") : month}/${year}`;
}
