// What pages can be narrowed down to, and names to suggest.

import { fold } from "./analyser.js";

const DAY = 86400000;
const EPOCH = Date.UTC(1900, 0, 1);
const COLUMNS = ["section", "unit", "cluster", "author", "source"];
const FILTERS = [...COLUMNS, "year", "from", "to"];

const yearOf = (day) => new Date(EPOCH + day * DAY).getUTCFullYear();
const dayOf = (text) => (text ? Math.floor((Date.parse(text) - EPOCH) / DAY) : NaN);

/** Tells whether filters let not all pages through. */
export const isNarrowed = (filters) => FILTERS.some((name) => filters[name]);

/** Returns for each page of a segment whether it is let through; null where all are. */
export async function allowed(segment, filters) {
  const tests = [];
  for (const facet of COLUMNS) {
    if (!filters[facet]) continue;
    const column = await segment.column(facet);
    const place = column ? column.values.findIndex(([value]) => value === filters[facet]) : -1;
    tests.push((page) => place >= 0 && column.pages[page].includes(place));
  }
  const { year, from, to } = filters;
  if (year || from || to) {
    const days = await segment.days();
    const first = dayOf(from);
    const last = dayOf(to);
    tests.push((page) => {
      const day = days[page];
      return day !== undefined && !(year && yearOf(day) !== Number(year)) && !(day < first) && !(day > last);
    });
  }
  return tests.length ? (page) => tests.every((test) => test(page)) : null;
}

/** Counts the values of a facet over pages of the index, the most frequent first, of years the newest. */
export async function counted(index, pages, facet) {
  const counts = new Map();
  const add = (value, label) => {
    const found = counts.get(value) || { value, label, count: 0 };
    found.count += 1;
    counts.set(value, found);
  };
  const columns = new Map();
  for (const number of pages) {
    const { segment, page } = index.placeOf(number);
    if (!columns.has(segment)) columns.set(segment, facet === "year" ? await segment.days() : await segment.column(facet));
    const column = columns.get(segment);
    if (facet === "year") {
      if (column[page] !== undefined) add(String(yearOf(column[page])), String(yearOf(column[page])));
    } else if (column) {
      for (const place of column.pages[page]) if (column.values[place][0]) add(...column.values[place]);
    }
  }
  const byValue = (one, other) => (one.value < other.value ? -1 : 1);
  return [...counts.values()].sort((one, other) => (facet === "year" ? byValue(other, one) : other.count - one.count || byValue(one, other)));
}

/** Returns the names that a text begins, or one of whose words it begins: `{type, title, address, place}`. */
export async function named(segments, text, limit) {
  const asked = fold(text).trim().replace(/\s+/g, " ");
  if (!asked) return [];
  const found = [];
  for (const names of await Promise.all(segments.map((segment) => segment.json("names")))) {
    for (const [type, title, address, ...others] of names || []) {
      const places = [title, ...others].map((name) => ` ${fold(name)}`.indexOf(` ${asked}`)).filter((place) => place >= 0);
      if (places.length) found.push({ type, title, address, place: Math.min(...places) });
    }
  }
  const order = (one, other) => one.place - other.place || one.title.length - other.title.length || (one.title < other.title ? -1 : 1);
  return found.sort(order).slice(0, limit);
}
