// This project's search, asked as its own page asks it.

export async function ask(query, limit = 10) {
  const { search } = await import(document.querySelector("link[data-search]").href);
  const { results, total, near } = await search(query, { limit });
  return { urls: total ? results.map(({ url }) => new URL(url, location.href).pathname) : [], total, near: Boolean(near) };
}
