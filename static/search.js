// Search: what pages of this portal, and other programs, may call. docs/architecture.md says how the index is laid out.

import { clausesOf, marked } from "./search/analyser.js";
import { Index } from "./search/files.js";
import { parse } from "./search/query.js";
import { FEW, ranked, Scan, scored, surveyed, TITLED } from "./search/ranking.js";

const PIECE = 4;
const columns = () => import("./search/columns.js");
const link = (address) => new URL(`../${address}`, import.meta.url).pathname;
let opened = null;

/** Returns the index; its entry is read again where `anew`. */
function index(anew = false) {
  if (anew || !opened) {
    opened = Index.open();
    opened.catch(() => (opened = null));
  }
  return opened;
}

/** Does something with the index; where files of it are gone, once more with its entry read again: after a deploy the folders are others. */
async function withIndex(work) {
  const where = await index();
  where.failed.clear();
  const found = await work(where);
  if (!where.failed.size) return found;
  const fresh = await index(true);
  return work(fresh);
}

/**
 * Returns the pages that a query means: `{total, exact, results, partial, failed, near, words}`.
 * `filters`: section, unit, cluster, year, author, source, from, to; `sort`: "relevance" or "date".
 */
export function search(query, { filters = {}, limit = 10, offset = 0, sort = "relevance", signal } = {}) {
  return withIndex(async (where) => {
    const found = await hitsOf(where, query, filters, signal);
    const { hits, how, asked } = found;
    const order = sort === "date" ? await byDay(hits) : ranked(hits, where.pages, how);
    const results = (await Promise.all(order.slice(offset, offset + limit).map(described))).filter(Boolean);
    return {
      total: how === "partial" ? 0 : found.total,
      exact: true,
      results: sort === "date" || offset ? results : titledFirst(results, asked),
      partial: how === "partial" && results.length > 0,
      failed: where.failed.size,
      near: null,
      words: asked.runs.map((run) => run.words),
    };
  });
}

/** Returns how many of the pages found have which value of a facet: `{exact, values: [{value, label, count}]}`. */
export function facets(query, { filters = {}, facet, signal } = {}) {
  return withIndex(async (where) => {
    const others = { ...filters, [facet]: undefined };
    const { hits, how } = await hitsOf(where, query, others, signal);
    return { exact: true, values: how === "partial" ? [] : await (await columns()).counted(hits, facet) };
  });
}

/** Returns clusters, units, models, people and movements whose names a text begins: `[{type, title, url}]`. */
export function suggest(prefix, { limit = 8 } = {}) {
  return withIndex(async (where) => {
    const found = await (await columns()).named(where.segments, prefix, limit);
    return found.map(({ type, title, address }) => ({ type, title, url: link(address) }));
  });
}

/** Returns a text cut in pieces, `{text, hit}`, those that are among the words of a search told apart. */
export function mark(text, words) {
  return marked(text, new Set(words.flat().map((word) => word.folded)));
}

async function hitsOf(where, text, filters, signal) {
  const asked = parse(text);
  if (!asked.runs.length) return { hits: [], how: "strict", total: 0, asked };
  asked.filtered = Object.values(filters).some(Boolean);
  const { allowed } = asked.filtered ? await columns() : { allowed: () => null };
  const [scans, tests] = await Promise.all([
    Promise.all(where.segments.map((segment) => new Scan(segment, asked).read())),
    Promise.all(where.segments.map((segment) => allowed(segment, filters))),
  ]);
  if (signal && signal.aborted) throw new DOMException("aborted", "AbortError");
  const surveys = asked.runs.map((run, place) => surveyed(scans, place, where.pages));
  const collect = (how, begun) => scans.flatMap((scan, place) => scored(scan, surveys, how, { begun, allowed: tests[place] }));
  let hits = collect("strict", 127);
  if (asked.open) hits = collect("strict", hits.length < FEW ? 0 : TITLED);
  if (hits.length) {
    const [run] = scans[0].runs;
    const whole = run.alone ? scans.reduce((sum, scan) => sum + scan.runs[0].singleCounts[0], 0) : 0;
    return { hits, how: "strict", total: Math.max(hits.length, whole), asked };
  }
  return { hits: collect("partial", 0), how: "partial", total: 0, asked };
}

async function byDay(hits) {
  const dated = new Map();
  for (const { scan } of hits) if (!dated.has(scan)) dated.set(scan, (await scan.segment.head()).dated);
  const undated = (hit) => (hit.page >= dated.get(hit.scan) ? 1 : 0);
  return [...hits].sort((one, other) => undated(one) - undated(other) || one.order - other.order);
}

async function described({ scan, page, score }) {
  const piece = await scan.segment.json(`d${Math.floor(page / PIECE)}`);
  if (!piece) return null;
  const [address, title, summary, date, section, kind] = piece[page % PIECE];
  return { url: link(address), title, summary, date, score, section, kind };
}

/** Puts the pages first that are called what was asked for, and nothing else. */
function titledFirst(results, asked) {
  const wanted = asked.runs.flatMap((run) => run.words.map((word) => word.folded)).join(" ");
  const isNamed = (result) => clausesOf(result.title).flatMap((clause) => clause.map((word) => word.folded)).join(" ") === wanted;
  return [...results.filter(isNamed), ...results.filter((result) => !isNamed(result))];
}
