// A question as the address bar holds it, so that it can be sent to somebody, kept, and gone back to.

export const FACETS = ["section", "unit", "cluster", "year", "author", "source"];
const FILTERS = [...FACETS, "from", "to"];
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const FORMS = { year: /^\d{4}$/, from: DAY, to: DAY }; // what is no year or day narrows nothing

// A question is {text, filters, sort}; what the address does not say is not in `filters`.
export function questionIn(address) {
  const said = new URLSearchParams(address);
  const filters = {};
  for (const name of FILTERS) {
    const value = said.get(name);
    if (value && (!(name in FORMS) || FORMS[name].test(value))) filters[name] = value;
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
