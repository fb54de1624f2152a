// This project's search, asked as its own page asks it; the page says where the module is.

const engine = new URL(import.meta.url).searchParams.get("engine");

export async function ask(query, limit = 10) {
  const { search } = await import(engine);
  const { results, total, near } = await search(query, { limit });
  return { urls: total ? results.map(({ url }) => new URL(url, location.href).pathname) : [], total, near: Boolean(near) };
}
