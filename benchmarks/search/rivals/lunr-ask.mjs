// Lunr in the browser: its index is one file, and what it shows of a page another.
import { fold, parts } from "./fold.mjs";

let loaded;

async function load() {
  const script = await (await fetch("/rivals/lunr.min.js")).text();
  (0, eval)(script);
  const lunr = globalThis.lunr;
  lunr.Pipeline.registerFunction((token) => token.update(fold), "fold");
  const [index, shown] = await Promise.all(["/rivals/lunr.json", "/rivals/lunr-shown.json"].map(async (name) => (await fetch(name)).json()));
  return { lunr, index: lunr.Index.load(index), shown };
}

export async function ask(query) {
  const { lunr, index, shown } = await (loaded ??= load());
  const { wanted, out } = parts(query);
  if (!wanted.length) return { urls: [], total: 0 };
  const found = index.query((asked) => {
    wanted.forEach((word, place) => {
      const last = place === wanted.length - 1;
      asked.term(word, { presence: lunr.Query.presence.REQUIRED, wildcard: last ? lunr.Query.wildcard.TRAILING : lunr.Query.wildcard.NONE });
      if (last) asked.term(word, { boost: 2 });
    });
    for (const word of out) asked.term(word, { presence: lunr.Query.presence.PROHIBITED });
  });
  return { urls: found.slice(0, 10).map(({ ref }) => shown[ref].url), total: found.length };
}
