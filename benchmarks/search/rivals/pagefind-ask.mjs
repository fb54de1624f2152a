// Pagefind in the browser, as its documentation says: the page's data of the first ten results is a file each.

let loaded;

async function load() {
  const pagefind = await import("/rivals/pagefind/pagefind.js");
  await pagefind.options({ baseUrl: "/" });
  await pagefind.init();
  return pagefind;
}

export async function ask(query) {
  const pagefind = await (loaded ??= load());
  const { results } = await pagefind.search(query);
  const shown = await Promise.all(results.slice(0, 10).map((found) => found.data()));
  return { urls: shown.map(({ url }) => url), total: results.length };
}
