// Which pages of a segment a query means, and how well: every word is required, pairs of neighbours decide.

import { isSyllable, ranksOf, sideOf } from "./places.js";

const WEIGHTS = [1, 1.5, 2.6, 4.5, 8];
const TITLED = 3;
const FOLDED = 0.12;
const PREFIX = 0.8;
const TOGETHER = 0.5;
const RECENT = 0.15;
const FEW = 10;
const EXACT = 0x80;
const NAMES = new Set(
  "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly luong luu dinh trinh doan mai lam truong cao ha to ta quach".split(" ")
);

/** Words before a figure that it belongs to: of others it may stand apart. */
const BEFORE_FIGURES = new Set("nam ngay thang quy so khoa lan thu dieu khoan chuong muc phan tap ky nhiem qd nd tt".split(" "));
const standsAlone = (words, place) => {
  const before = words[place - 1];
  return words.length === 1 || (!isSyllable(words[place].folded) && !(before && BEFORE_FIGURES.has(before.folded)));
};

/** What one segment says of one word or pair: of each page nothing (0), or one more than the weight, with EXACT if its marks are those asked for. */
async function scanned(segment, term, words, all) {
  const found = new Uint8Array(segment.pages);
  if (term) {
    await term.each((page, level, marks) => {
      const exact = words.every((word, place) => word.plain || word.marks === marks[place]);
      found[page] = Math.max(found[page], (exact ? EXACT : 0) | (level + 1));
    }, all);
  }
  return found;
}

const weightOf = (mark) => WEIGHTS[(mark & 127) - 1] * (mark & EXACT ? 1 : FOLDED);

/** A run of words in one segment. */
class Run {
  constructor(segment, run, open, alone) {
    Object.assign(this, { segment, ...run, open, alone, pairs: [], singles: [], triples: [], counts: [], singleCounts: [], begun: null });
  }

  /**
   * Reads what the words are in this segment: first terms, which are small, then whole lists, of the pairs that decide and only where the page
   * asked for may be here at all.
   */
  async read() {
    const { words, segment } = this;
    const last = words.length - 1;
    const alone = (place) => standsAlone(words, place);
    const [pairs, singles] = await Promise.all([
      Promise.all(words.slice(1).map((word, place) => segment.pair(words[place].folded, word.folded))),
      Promise.all(words.map((word, place) => (alone(place) ? segment.word(word.folded) : null))),
    ]);
    this.counts = pairs.map((term) => (term ? term.pages : 0));
    this.singleCounts = singles.map((term) => (term ? term.pages : 0));
    if (this.open) await this.readLonger();
    const triples = last >= 2 && (this.phrase || last === 2 || this.isName);
    const possible = this.begun || words.every((word, place) => pairs[place - 1] || pairs[place] || singles[place]);
    const decides = (place) => possible && !this.alone && !(triples && this.phrase) && (place === 0 || place === last - 1 || last > 3);
    const jobs = pairs.map(async (term, place) => {
      this.pairs[place] = await scanned(segment, term, words.slice(place, place + 2), decides(place));
    });
    singles.forEach((term, place) => {
      if (alone(place)) jobs.push(scanned(segment, term, [words[place]], possible && !this.alone).then((found) => (this.singles[place] = found)));
    });
    if (triples && possible) words.slice(2).forEach((word, place) => jobs.push(this.readTriple(place, pairs[place], pairs[place + 1])));
    await Promise.all(jobs);
  }

  /** On how many pages a run of one word or pair is. */
  get size() {
    return this.words.length === 1 ? this.singleCounts[0] : this.counts[0];
  }

  /** Whether the words look like a person's name, which is one thing. */
  get isName() {
    return NAMES.has(this.words[0].folded) && this.words.length >= 3 && this.words.length <= 5;
  }

  /** Reads where a word stands alone, in the form asked for. */
  async readSingle(place) {
    const word = this.words[place];
    const found = await scanned(this.segment, await this.segment.word(word.folded), [word], true);
    this.singles[place] = found.map((mark) => (mark & EXACT ? mark : 0));
  }

  /** Reads what words say that go on from the last one, which may be typed half. */
  async readLonger() {
    const { words, segment } = this;
    const word = words[words.length - 1].folded;
    const first = words[words.length - 2];
    const names = first ? await segment.pairShards(first.folded, ranksOf(word)) : await segment.wordShards(word);
    this.begun = new Uint8Array(segment.pages);
    for (const shard of await Promise.all(names.slice(0, 2).map((name) => segment.shard(name)))) {
      for (const [one, other] of shard ? shard.keys : []) {
        const text = first ? other : one;
        if ((first && one !== first.folded) || text.length <= word.length || !text.startsWith(word)) continue;
        await shard.term(one, other).each((page, level, marks) => {
          const exact = !first || first.plain || first.marks === marks[0];
          this.begun[page] = Math.max(this.begun[page], (exact ? EXACT : 0) | (level + 1));
        }, false);
      }
    }
  }

  /** Reads on which pages three words follow one another: by the neighbours of a pair that is on few pages, else by a term of their own. */
  async readTriple(place, left, right) {
    const [one, two, three] = this.words.slice(place, place + 3).map((word) => word.folded);
    let pages = new Set();
    if (left && right) {
      if (left.hasSides) pages = await left.pagesBeside(sideOf(three), 1);
      else if (right.hasSides) pages = await right.pagesBeside(sideOf(one), 0);
      else {
        const term = await this.segment.pair(`${one} ${two}`, three, "t");
        if (term) await term.each((page) => pages.add(page));
      }
    }
    this.triples[place] = pages;
  }

  /** Returns what the run says of a page: its score, how many of its words are there, and whether all are as they are asked for. */
  on(page, survey, how, begun) {
    const last = this.words.length - 1;
    const open = this.begun && (this.begun[page] & 127) > begun ? this.begun[page] : 0;
    const together = this.triples.length > 0 && this.triples.every((pages) => pages.has(page));
    let score = 0;
    let words = 0;
    for (let place = 0; place < last; place += 1) {
      const mark = this.pairs[place][page] || (together ? EXACT | 1 : 0); // of a phrase only the first postings of its pairs are read
      if (mark) score += weightOf(mark) * (survey ? survey.pairs[place] : 1);
      else if (open && place === last - 1) score += weightOf(open) * PREFIX * (survey ? survey.pairs[place] : 1);
    }
    for (let place = 0; place <= last; place += 1) {
      const single = this.singles[place] ? this.singles[place][page] : 0;
      const alone = standsAlone(this.words, place) || (survey && survey.broken[place] && how !== "strict");
      const before = place > 0 && (this.pairs[place - 1][page] || (place === last && open));
      const after = place < last && (this.pairs[place][page] || (place === last - 1 && open));
      if (single) score += weightOf(single) * (survey ? survey.singles[place] : 1);
      else if (last === 0 && open) score += weightOf(open) * PREFIX * survey.singles[0];
      if (before || after || (alone && single) || (last === 0 && open)) words += 1;
    }
    let all = words === last + 1;
    if (this.isName && how === "strict") all = all && Boolean(together);
    if (this.phrase) all = last < 2 ? this.pairs.every((pair) => pair[page]) : Boolean(together);
    return { score: together ? score * (1 + TOGETHER) : score, words, all };
  }
}

/** How many postings of a term are read at first, the best: enough where only as many pages are asked for. */
export const BEGUN = 32;

/** A query on one segment: what its runs say of every page. Of a term that is alone the first postings do, unless the `whole` is asked for. */
export class Scan {
  constructor(segment, query) {
    this.segment = segment;
    const alone = !query.whole && query.runs.length === 1 && query.runs[0].words.length <= 2 && !query.without.length;
    const open = (place) => query.open && place === query.runs.length - 1;
    this.runs = query.runs.map((run, place) => new Run(segment, run, open(place), alone));
    this.without = query.without.map((run) => new Run(segment, run, false, false));
  }

  async read() {
    await Promise.all([...this.runs, ...this.without].map((run) => run.read()));
    return this;
  }
}

/** Returns what is known of a run over all segments: how rare its pairs and words are, and which words stand in no pair at all. */
export function surveyed(scans, place, pages) {
  const runs = scans.map((scan) => scan.runs[place]);
  const rarity = (count) => Math.log(1 + pages / (1 + count));
  const sum = (read) => runs.reduce((total, run) => total + (read(run) || 0), 0);
  const words = runs[0].words;
  const counts = words.slice(1).map((word, pair) => sum((run) => run.counts[pair]));
  const singles = words.map((word, single) => sum((run) => run.singleCounts[single]));
  const broken = words.map((word, index) => words.length > 1 && !standsAlone(words, index) && !counts[index - 1] && !counts[index]);
  return { pairs: counts.map(rarity), singles: singles.map(rarity), counts, singleCounts: singles, broken };
}

/**
 * Scores the pages of a segment. `how` says what is asked: "strict", every word beside one of its neighbours; "apart", words that stand in no
 * pair anywhere may be anywhere; "partial", whatever there is.
 */
export function scored(scan, surveys, how, { begun, allowed }) {
  const found = [];
  for (let page = 0; page < scan.segment.pages; page += 1) {
    if (allowed && !allowed(page)) continue;
    let score = 0;
    let words = 0;
    let missing = false;
    for (let place = 0; place < scan.runs.length && !missing; place += 1) {
      const said = scan.runs[place].on(page, surveys[place], how, begun);
      score += said.score;
      words += said.words;
      missing = !said.all && how !== "partial";
    }
    if (missing || !score || scan.without.some((run) => run.on(page, null, "strict", 0).all)) continue;
    found.push({ scan, page, words, score, order: scan.segment.first + page });
  }
  return found;
}

/** Returns pages in order: best first, of two that are equally good the newer one. */
export function ranked(found, pages, how) {
  const value = (hit) => hit.score * (1 + RECENT * (1 - hit.order / pages));
  return found
    .map((hit) => ({ ...hit, score: value(hit) }))
    .sort((one, other) => (how === "partial" && other.words - one.words) || other.score - one.score || one.order - other.order);
}

/**
 * Reads words that stand in no pair anywhere, each between others that do, so that they may be anywhere on a page; tells whether there are such.
 * Two of them side by side are a word that no page has, and a name is never taken apart.
 */
export async function readApart(scans, surveys) {
  const wanted = surveys.map(({ broken }, place) => {
    const run = scans[0].runs[place];
    const lone = (index) => broken[index] && !broken[index - 1] && !broken[index + 1];
    return run.phrase || run.isName || !broken.every((is, index) => !is || lone(index)) ? [] : broken.flatMap((is, index) => (is ? [index] : []));
  });
  if (!wanted.some((places) => places.length)) return false;
  await Promise.all(scans.flatMap((scan) => scan.runs.flatMap((run, place) => wanted[place].map((index) => run.readSingle(index)))));
  return true;
}

/** So much weight no word typed half has: for a search without them. */
const NOTHING_BEGUN = 127;

export { FEW, NOTHING_BEGUN, TITLED };
