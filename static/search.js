// Search: what pages of this portal, and other programs, may call. docs/architecture.md says how the index is laid out.

import { clausesOf, fold, marked } from "./search/analyser.js";
import { allowed, counted, isNarrowed, named } from "./search/columns.js";
import { BEGUN, Index } from "./search/files.js";
import { nearest } from "./search/nearest.js";
import { parse } from "./search/query.js";
import { ENOUGH, Found, NOTHING_BEGUN, Scan, surveyed, TITLED } from "./search/ranking.js";

const MINUTE = 60000;
const PIECE = 4;

/** Tells whether conditions alone are asked for: all pages that fulfil them. */
const isListing = (asked, filters) => !asked.something && isNarrowed(filters);

const LONGEST_END = 8;
const link = (address) => {
  const { pathname, hash } = new URL(`../${address}`, import.meta.url);
  return pathname + hash;
};
let opened = null;
let renewed = 0;
let working = 0;

/** Returns the index of the moment at which it was asked for first. */
function index() {
  if (!opened) {
    opened = Index.open();
    opened.catch(() => (opened = null));
  }
  return opened;
}

index().catch(() => null); // whoever loads this has something to ask

/** Returns the index as it is now where its folders are others than those that are known; else null. It is asked for once a minute at most. */
async function newer(where) {
  if (Date.now() - renewed < MINUTE) return null;
  renewed = Date.now();
  const found = await Index.open().catch(() => null);
  if (!found || found.names === where.names) return null;
  opened = Promise.resolve(found);
  return found;
}

/** Returns what `work` makes of the index, `nothing` where that cannot be had; once more where files are gone because others are published now. */
async function withIndex(work, nothing) {
  const where = await index().catch(() => null);
  if (!where) return nothing;
  working += 1;
  try {
    if (working === 1) where.failed.clear();
    const found = await work(where);
    const other = where.failed.size ? await newer(where) : null;
    return other ? await work(other) : found;
  } finally {
    working -= 1;
  }
}

/**
 * Returns the pages that a query means: `{total, exact, results, more, partial, apart, emptied, failed, near, words}`; `more`: there are
 * others after these, of which some may be missing where a file is; `apart`: no page has all words beside one another, these have one
 * elsewhere; `emptied`: all pages with these words have what is left out; `partial`: of no page that is given this was asked, of `near` it
 * was, if there is one. `filters`: section, unit, cluster, year, author, source, from, to, which alone mean all pages that they let through;
 * `sort`: "relevance" or "date".
 */
export function search(query, { filters = {}, limit = 10, offset = 0, sort = "relevance", signal } = {}) {
  const asked = parse(query);
  const words = asked.runs.map((run) => run.words);
  const nothing = { total: 0, exact: true, results: [], more: false, partial: false, apart: false, emptied: false, failed: 0, near: null, words };
  if (!words.length && !isListing(asked, filters)) return Promise.resolve(nothing);
  return withIndex(
    async (where) => {
      const few = sort === "relevance" && offset + limit <= BEGUN;
      let found = await hitsOf(where, asked, filters, { whole: !few, signal });
      if (found.how === "partial" && !asked.open) {
        const half = parse(String(query).trimEnd()); // phones put a space behind whatever they think is a word
        const other = half.open ? await hitsOf(where, half, filters, { whole: !few, signal }) : found;
        if (other.how === "strict") found = other;
      }
      const { hits, how, meant, total, near, bounded, lone } = found;
      const order = sort === "date" ? byDay(where, hits) : hits.best(offset + limit);
      const loose = lone || how === "apart" || (how === "partial" && !near);
      const shown = (await Promise.all(order.slice(offset, offset + limit).map((hit) => described(where, hit)))).filter(Boolean);
      const results = sort === "date" || offset || !words.length ? shown : namedFirst(shown, meant);
      return {
        total,
        exact: !where.failed.size && !bounded,
        results: results.map(({ called, rank, ...result }) => result),
        more: Math.max(hits.size, total) > offset + limit,
        partial: how === "partial" && results.length > 0,
        apart: how === "apart",
        emptied: how === "emptied",
        failed: where.failed.size,
        near,
        words: loose ? words.flat().map((word) => [word]) : marking(meant),
      };
    },
    { ...nothing, exact: false, failed: 1 }
  );
}

/** Returns how many of the pages found have which value of a facet: `{exact, failed, values: [{value, label, count}]}`. */
export function facets(query, { filters = {}, facet, signal } = {}) {
  const asked = parse(query);
  if (!asked.runs.length && !isListing(asked, filters)) return Promise.resolve({ exact: true, failed: 0, values: [] });
  return withIndex(
    async (where) => {
      const others = { ...filters, [facet]: undefined };
      const { hits, how, near, bounded } = await hitsOf(where, asked, others, { whole: true, signal });
      const values = how === "partial" && !near ? [] : await counted(where, hits.pages, facet);
      return { exact: !where.failed.size && !bounded, failed: where.failed.size, values };
    },
    { exact: false, failed: 1, values: [] }
  );
}

/** Returns clusters, units, models, people and movements whose names a text begins: `[{type, title, url}]`. */
export function suggest(prefix, { limit = 8 } = {}) {
  return withIndex(async (where) => {
    const found = await named(where.segments, prefix, limit);
    return found.map(({ type, title, address }) => ({ type, title, url: link(address) }));
  }, []);
}

/** Returns a text cut in pieces, `{text, hit}`, those that are among the words of an answer told apart. */
export function mark(text, words) {
  return marked(text, words);
}

/** Returns the words of what was meant, run by run, as they are marked: one behind another that is typed half in longer ones, too. */
function marking({ runs, open }) {
  const words = runs.map((run) => run.words);
  if (!words.length) return words;
  const last = words[words.length - 1];
  return open && last.length > 1 ? [...words.slice(0, -1), [...last.slice(0, -1), { ...last[last.length - 1], half: true }]] : words;
}

/**
 * Returns the pages that a query means, how they mean it, and how many there are; `meant` is the query that they answer, `lone` tells whether on
 * some of them a word stands beside none of its neighbours.
 */
async function hitsOf(where, asked, filters, { whole, signal, suggesting = true }) {
  const filtered = isNarrowed(filters);
  const testing = filtered ? Promise.all(where.segments.map((segment) => allowed(segment, filters))) : [];
  const answer = { meant: asked, near: null, bounded: false, lone: false };
  if (!asked.runs.length) {
    const hits = new Found(where.pages);
    const tests = await testing;
    where.segments.forEach((segment, place) => hits.addAll(segment, tests[place]));
    return { ...answer, hits, how: "strict", total: hits.size };
  }
  asked.whole = whole || filtered;
  const [scans, tests] = await Promise.all([Promise.all(where.segments.map((segment) => new Scan(segment, asked).read())), testing]);
  if (signal && signal.aborted) throw new DOMException("aborted", "AbortError");
  const surveys = asked.runs.map((run, place) => surveyed(scans, place, where.pages));
  const collect = (how, begun, every = false) => {
    const found = new Found(where.pages);
    scans.forEach((scan, place) => found.add(scan, surveys, { begun, partial: how === "partial", allowed: tests[place], every }));
    return found;
  };
  let how = "strict";
  let hits = collect(how, NOTHING_BEGUN);
  const [run] = scans[0].runs;
  const total = run.alone ? scans.reduce((sum, scan) => sum + scan.runs[0].size, 0) : hits.size;
  const sure = hits.size;
  const least = sure < ENOUGH ? 0 : TITLED; // a word that is typed half may be a longer one
  if (asked.open && scans.some((scan) => scan.runs[asked.runs.length - 1].begunPages(least).length)) {
    hits = collect(how, least);
    if (hits.size > sure && total > sure) return hitsOf(where, asked, filters, { whole: true, signal });
  }
  const beside = hits.size;
  if (beside < ENOUGH && !where.failed.size && (await Promise.all(scans.map((scan) => scan.readLone(beside > 0)))).includes(true)) {
    if (!beside) how = "apart";
    hits = collect(how, 0);
  }
  const bounded = scans.some((scan) => scan.runs.some((run) => run.bounded));
  if (hits.size) return { ...answer, hits, how, total: Math.max(hits.size, total), bounded, lone: hits.size > beside };
  if (asked.without.length && collect("strict", 0, true).size) return { ...answer, hits, how: "emptied", total: 0, bounded };
  const near = where.failed.size || !suggesting ? null : await nearest(where.segments, asked, surveys);
  const found = near && (await hitsOf(where, near.asked, filters, { whole, signal, suggesting: false }));
  if (found && found.how === "strict") return { ...found, how: "partial", total: 0, near: near.text };
  return { ...answer, hits: collect("partial", 0), how: "partial", total: 0, bounded };
}

/** Returns the pages in their order, those without a day last. */
function byDay(where, hits) {
  const [dated, undated] = [[], []];
  for (let place = 0; place < hits.size; place += 1) {
    const { segment, page } = where.placeOf(hits.pages[place]);
    (page < segment.head.dated ? dated : undated).push(hits.at(place));
  }
  return [...dated, ...undated];
}

async function described(where, { page: number, value }) {
  const { segment, page } = where.placeOf(number);
  const piece = await segment.json(`d${Math.floor(page / PIECE)}`);
  if (!piece) return null;
  const [address, title, summary, date, section, kind, told, ...called] = piece[page % PIECE];
  return { url: link(address), title, summary, date, told, score: value, section, kind, called };
}

/** Puts the pages first that are called what was asked for, and nothing else; where a word is typed half, those whose name it begins. */
function namedFirst(results, asked) {
  const wanted = asked.runs.flatMap((run) => run.words.map((word) => word.folded)).join(" ");
  const names = (result) => [plain(result.title), ...result.called];
  const goesOn = (name) => name.startsWith(wanted) && name[wanted.length] !== " "; // a word that is whole is none that is typed half
  const more = (result) => Math.min(...names(result).map((name) => (goesOn(name) ? name.length - wanted.length : Infinity)));
  const rank = (result) => (names(result).includes(wanted) ? -1 : asked.open && more(result) < LONGEST_END ? more(result) : LONGEST_END);
  const may = (result) => result.called.length || fold(result.title).replace(/^[^a-z0-9]+/, "")[0] === wanted[0]; // cheaper than to cut each title
  const ranks = results.map((result) => (may(result) ? rank(result) : LONGEST_END));
  return results.map((result, place) => ({ ...result, rank: ranks[place] })).sort((one, other) => one.rank - other.rank);
}

const plain = (text) => clausesOf(text).flatMap((clause) => clause.map((word) => word.folded)).join(" ");
