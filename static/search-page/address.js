// A question as the address bar holds it, so that it can be sent to somebody, kept, and gone back to.

export const FACETS = ["section", "unit", "cluster", "year", "author", "source"];
const FILTERS = [...FACETS, "from", "to"];

// A question is {text, filters, sort}; what the address does not say is not in `filters`.
export function questionIn(address) {
  const said = new URLSearchParams(address);
  const filters = {};
  for (const name of FILTERS) {
    if (said.get(name)) filters[name] = said.get(name);
  }
  return { text: said.get("q") ?? "", filters, sort: said.get("sort") === "date" ? "date" : "relevance" };
}

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
