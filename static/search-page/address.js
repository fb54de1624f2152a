// A question as the address bar holds it, so that it can be sent to somebody, kept, and gone back to.

export const FACETS = ["section", "unit", "cluster", "year", "author", "source"];
const FILTERS = [...FACETS, "from", "to"];

// What is no year or day narrows nothing.
const isYear = (text) => /^\d{4}$/.test(text);
const isDay = (text) => {
  const day = new Date(text);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text; // no 31st of February
};
const TESTS = { year: isYear, from: isDay, to: isDay };

// A question is {text, filters, sort}; what the address does not say is not in `filters`.
export function questionIn(address) {
  const said = new URLSearchParams(address);
  const filters = {};
  for (const name of FILTERS) {
    const value = said.get(name);
    if (value && (TESTS[name]?.(value) ?? true)) filters[name] = value;
  }
  return { text: said.get("q") ?? "", filters, sort: said.get("sort") === "date" ? "date" : "relevance" };
}

export const isNarrowed = ({ filters }) => Object.keys(filters).length > 0;

// Whether nothing can be between the days that were chosen.
export const isReversed = ({ filters: { from, to } }) => Boolean(from && to && from > to);

export function addressOf({ text, filters, sort }) {
  const said = new URLSearchParams();
  if (text.trim()) said.set("q", text);
  for (const name of FILTERS) {
    if (filters[name]) said.set(name, filters[name]);
  }
  if (sort === "date") said.set("sort", sort);
  const query = said.toString();
  return query ? `?${query}` : location.pathname;
}

// The same question with one filter set, or taken away where `value` is empty.
export function narrowed(question, name, value) {
  const filters = { ...question.filters };
  if (value) filters[name] = value;
  else delete filters[name];
  return { ...question, filters };
}
