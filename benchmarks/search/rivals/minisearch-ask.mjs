// MiniSearch in the browser: its index is one file.
import { fold, parts } from "./fold.mjs";

let loaded;

async function load() {
  const { default: MiniSearch } = await import("/rivals/minisearch.js");
  const text = await (await fetch("/rivals/minisearch.json")).text();
  const options = { fields: ["title", "summary", "body"], storeFields: ["url", "title", "summary"], processTerm: fold };
  return { MiniSearch, search: MiniSearch.loadJSON(text, options) };
}

export async function ask(query) {
  const { search } = await (loaded ??= load());
  const { wanted, out } = parts(query);
  if (!wanted.length) return { urls: [], total: 0 };
  const tree = { combineWith: "AND_NOT", queries: [{ combineWith: "AND", queries: [wanted.join(" ")] }, ...out] };
  const found = search.search(out.length ? tree : wanted.join(" "), {
    combineWith: "AND",
    boost: { title: 5, summary: 2 },
    prefix: (_, place, terms) => place === terms.length - 1,
  });
  return { urls: found.slice(0, 10).map(({ url }) => url), total: found.length };
}
