// What the other engines are told of Vietnamese: without marks and case everything compares equal, as our readers expect.

export const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");

// A query in parts: words that must be there, words that must not.
export function parts(query) {
  const words = fold(query).replace(/["“”]/g, " ").split(/\s+/).filter(Boolean);
  const out = words.filter((word) => word.startsWith("-") && word.length > 1).map((word) => word.slice(1));
  return { wanted: words.filter((word) => !word.startsWith("-")), out };
}
