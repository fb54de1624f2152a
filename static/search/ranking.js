// Which pages of a segment a query means, and how well: every word is required, pairs of neighbours decide.

import { fold } from "./analyser.js";
import { isSyllable, ranksOf, sideOf } from "./places.js";

const WEIGHTS = [1, 1.5, 2.6, 4.5, 8];
const TITLED = 3;
const FOLDED = 0.12;
const PREFIX = 0.8;
const TOGETHER = 0.5;
const RECENT = 0.15;
const MOST_SCORE = 1e6;
const ENOUGH = 10; // pages without words that go on from one typed half
const MOST_BEGUN = 4; // shards of words that begin with what is typed: of one letter there may be more
const NOTHING_BEGUN = 127; // so much weight no word typed half has: for a search without them
const EXACT = 0x80;
const LEVEL = 0x7f;

/** Words before a figure that it belongs to: of others it may stand apart. */
const BEFORE_FIGURES = new Set("nam ngay thang quy so khoa lan thu dieu khoan chuong muc phan tap ky nhiem qd nd tt".split(" "));
const standsAlone = (words, place) => {
  const before = words[place - 1];
  return words.length === 1 || (!isSyllable(words[place].folded) && !(before && BEFORE_FIGURES.has(before.folded)));
};

const asTyped = (words, marks) => words.every((word, place) => word.plain || word.marks === marks[place]);

/** The weight of each mark. */
const WEIGHT_OF = Float64Array.from({ length: 256 }, (_, mark) => (WEIGHTS[(mark & LEVEL) - 1] || 0) * (mark & EXACT ? 1 : FOLDED));

/** Returns how many bits are set. */
function bits(number) {
  let count = 0;
  for (let left = number; left; left &= left - 1) count += 1;
  return count;
}

/**
 * What lists of postings say of the pages of a segment: `of` each one nothing (0), or one more than the weight, with EXACT if its marks are
 * those asked for; `pages` are those of which they say something, which mostly are few.
 */
class Marks {
  constructor(pages) {
    this.of = new Uint8Array(pages);
    this.pages = [];
  }

  /** Notes postings: of each page the most that any list says. */
  put(pages, levels, exact) {
    const more = (exact ? EXACT : 0) | 1;
    for (let place = 0; place < pages.length; place += 1) {
      const page = pages[place];
      const mark = levels[place] + more;
      if (!this.of[page]) this.pages.push(page);
      if (mark > this.of[page]) this.of[page] = mark;
    }
  }

  /** Notes pages, some of them perhaps twice. */
  putPages(pages) {
    for (const page of pages) {
      if (!this.of[page]) this.pages.push(page);
      this.of[page] = 1;
    }
  }
}

/** A run of words in one segment. */
class Run {
  constructor(segment, run, open, alone) {
    Object.assign(this, { segment, ...run, open, called: false, bounded: false, pairs: [], singles: [], triples: [], counts: [], singleCounts: [], begun: null });
    this.everything = (1 << this.words.length) - 1;
    this.apart = this.words.reduce((found, _, place) => found | (standsAlone(this.words, place) << place), 0);
    this.alone = alone && (this.words.length === 1 || !this.apart); // one list answers
  }

  /** Returns what one word or pair says of pages. */
  async scanned(term, words, all) {
    const found = new Marks(this.segment.pages);
    if (term) await term.each((pages, levels, marks) => found.put(pages, levels, asTyped(words, marks)), all);
    return found;
  }

  /**
   * Reads what the words are in this segment: first terms, which are small, then whole lists, of the pairs that decide and only where the page
   * asked for may be here at all.
   */
  async read() {
    const { words, segment } = this;
    const last = words.length - 1;
    const [pairs, singles] = await Promise.all([
      Promise.all(words.slice(1).map((word, place) => segment.pair(words[place].folded, word.folded))),
      Promise.all(words.map((word, place) => (this.apart & (1 << place) ? segment.word(word.folded) : null))),
      this.open && this.readLonger(),
    ]);
    const pagesOf = (term, words) => (term ? (this.exact ? term.pagesOf((marks) => asTyped(words, marks)) : term.pages) : 0);
    this.counts = pairs.map((term, place) => pagesOf(term, words.slice(place, place + 2)));
    this.singleCounts = singles.map((term, place) => pagesOf(term, [words[place]]));
    const together = this.phrase || last === 2;
    const possible = this.begun || words.every((word, place) => pairs[place - 1] || pairs[place] || singles[place]);
    const decide = possible && !this.alone && !(last >= 2 && this.phrase && !this.exact);
    const jobs = pairs.map(async (term, place) => {
      this.pairs[place] = await this.scanned(term, words.slice(place, place + 2), decide);
    });
    singles.forEach((term, place) => {
      if (this.apart & (1 << place)) jobs.push(this.scanned(term, [words[place]], possible && !this.alone).then((found) => (this.singles[place] = found)));
    });
    if (together && possible) words.slice(2).forEach((_, place) => jobs.push(this.readTriple(place, pairs[place], pairs[place + 1])));
    await Promise.all(jobs);
  }

  /** On how many pages a run of one word or pair is. */
  get size() {
    return this.words.length === 1 ? this.singleCounts[0] : this.counts[0];
  }

  /** Reads where a word stands alone, in the form asked for. */
  async readSingle(place) {
    const word = this.words[place];
    const term = await this.segment.word(word.folded);
    const found = (this.singles[place] = new Marks(this.segment.pages));
    if (term) await term.each((pages, levels) => found.put(pages, levels, true), true, (marks) => asTyped([word], marks));
  }

  /** Reads what words say that go on from the last one, which may be typed half. */
  async readLonger() {
    const { words, segment } = this;
    const begins = [...new Set([words[words.length - 1].folded, fold(words[words.length - 1].written)])]; // quy may be quý and quyết
    const first = words[words.length - 2];
    const found = await Promise.all(begins.map((word) => (first ? segment.pairShards(first.folded, ranksOf(word)) : segment.wordShards(word))));
    const names = [...new Set(found.flat())];
    this.begun = new Marks(segment.pages);
    this.bounded = names.length > MOST_BEGUN;
    for (const shard of await Promise.all(names.slice(0, MOST_BEGUN).map((name) => segment.shard(name)))) {
      for (const [place, [one, other]] of shard ? shard.keys.entries() : []) {
        const text = first ? other : one;
        if ((first && one !== first.folded) || !begins.some((word) => text.length > word.length && text.startsWith(word))) continue;
        const term = shard.at(place);
        this.bounded = this.bounded || !term.whole;
        await term.each((pages, levels, marks) => this.begun.put(pages, levels, !first || asTyped([first], marks)), false);
      }
    }
  }

  /** Reads on which pages three words follow one another: by the neighbours of a pair that is on few pages, else by a term of their own. */
  async readTriple(place, left, right) {
    const [one, two, three] = this.words.slice(place, place + 3).map((word) => word.folded);
    let pages = [];
    if (left && right) {
      if (left.hasSides || right.hasSides) {
        const [pair, other, word, place] = left.hasSides ? [left, right, three, 1] : [right, left, one, 0];
        pages = await pair.pagesBeside(sideOf(word), place);
        if (!isSyllable(word)) {
          const there = new Set(await other.everywhere()); // words that the spelling does not know share numbers
          pages = pages.filter((page) => there.has(page));
        }
      } else {
        const term = await this.segment.pair(`${one} ${two}`, three, "t");
        if (term) pages = await term.everywhere();
      }
    }
    this.triples[place] = new Marks(this.segment.pages);
    this.triples[place].putPages(pages);
  }

  /** Returns the pages on which all words follow one another, of a phrase or of three words; null if that was not asked. */
  together() {
    const [first, ...others] = this.triples;
    if (!others.length) return first || null;
    const found = new Marks(this.segment.pages);
    found.putPages(first.pages.filter((page) => others.every(({ of }) => of[page])));
    return found;
  }

  /**
   * Returns of every page the `score` of the run, its words that are there, and those that stand beside a neighbour, both bit by bit, the `pages`
   * that have any, and those that have all `together`. `survey` says how rare words are, `begun` how much a word typed half must weigh at least.
   */
  judged(survey, begun) {
    const last = this.words.length - 1;
    const [score, beside, alone] = [Float64Array, Uint16Array, Uint16Array].map((kind) => new kind(this.segment.pages));
    const pages = [];
    const together = this.together();
    const add = (page, value, words, into) => {
      if (!score[page]) pages.push(page);
      score[page] += value;
      into[page] |= words;
    };
    const addAll = (marks, rarity, words, into) => {
      for (const page of marks.pages) add(page, WEIGHT_OF[marks.of[page]] * rarity, this.exact && !(marks.of[page] & EXACT) ? 0 : words, into);
    };
    const addBegun = (whole, rarity, words) => {
      for (const page of this.begunPages(begun)) if (!whole.of[page]) add(page, WEIGHT_OF[this.begun.of[page]] * rarity, words, beside);
    };
    this.pairs.forEach((marks, place) => {
      const rarity = survey ? survey.pairs[place] : 1;
      const both = 3 << place;
      addAll(marks, rarity, both, beside);
      if (place === last - 1) addBegun(marks, rarity * PREFIX, both);
      for (const page of together ? together.pages : []) {
        if (!this.exact && (beside[page] & both) !== both) add(page, WEIGHT_OF[EXACT | 1] * rarity, both, beside); // of a phrase only the first postings of pairs are read
      }
    });
    this.singles.forEach((marks, place) => addAll(marks, survey ? survey.singles[place] : 1, 1 << place, alone));
    if (last === 0) addBegun(this.singles[0], (survey ? survey.singles[0] : 1) * PREFIX, 1);
    for (const page of together ? together.pages : []) score[page] *= 1 + TOGETHER;
    return { score, beside, alone, together, pages };
  }

  /** Returns the pages of which words that go on from the one that is typed half say more than so much. */
  begunPages(begun) {
    if (!this.begun || begun === NOTHING_BEGUN) return [];
    const { of, pages } = this.begun;
    return pages.filter((page) => (of[page] & LEVEL) > begun);
  }

  /** Which words are missing on a page, bit by bit: in a phrase all of them. */
  missing({ beside, alone, together }, page) {
    if (this.phrase && !(this.words.length > 2 ? together && together.of[page] : beside[page])) return this.everything;
    if (this.phrase && this.exact && beside[page] !== this.everything) return this.everything;
    return this.everything & ~(beside[page] | alone[page]);
  }

  /** Tells whether a page has one of the pairs in its title, or is called by it. */
  isCalled(page) {
    return this.pairs.some(({ of }) => (of[page] & LEVEL) > TITLED);
  }

  /** Tells whether not too many words, and no two side by side, stand beside none of their neighbours; of two words both may: a name without its middle. */
  mayLack(words) {
    if (this.words.length === 2 && !this.phrase) return true;
    const most = this.phrase || this.words.length === 1 ? 0 : Math.max(1, Math.floor(this.words.length / 3));
    return bits(words) <= most && !(words & (words << 1));
  }

  /** Tells whether a page is one that the run means. */
  means(judged, page) {
    if (this.missing(judged, page)) return false;
    const lone = this.everything & ~(judged.beside[page] | this.apart);
    return !lone || (this.mayLack(lone) && (!this.called || this.isCalled(page)));
  }
}

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

  /** Reads the words that are all that is missing on some page, or one that is `called` the others: they may be anywhere on it. Tells whether there are such. */
  async readLone(called) {
    const judged = this.runs.map((run) => run.judged(null, 0));
    for (const run of this.runs) run.called = called;
    const wanted = this.runs.map((run) => (!called && run.words.length === 2 && !run.phrase ? run.everything : 0));
    for (const page of judged[0].pages) {
      if (called && !this.runs.some((run) => run.isCalled(page))) continue;
      const missing = this.runs.map((run, place) => run.missing(judged[place], page));
      if (this.runs.every((run, place) => run.mayLack(missing[place]))) missing.forEach((words, place) => (wanted[place] |= words));
    }
    const jobs = this.runs.flatMap((run, place) => run.words.map((_, word) => (wanted[place] & (1 << word) ? run.readSingle(word) : null)));
    await Promise.all(jobs);
    return wanted.some(Boolean);
  }
}

/** Returns what is known of a run over all segments: how rare its pairs and words are. */
export function surveyed(scans, place, pages) {
  const runs = scans.map((scan) => scan.runs[place]);
  const rarity = (count) => Math.log(1 + pages / (1 + count));
  const sum = (read) => runs.reduce((total, run) => total + (read(run) || 0), 0);
  const words = runs[0].words;
  const counts = words.slice(1).map((word, pair) => sum((run) => run.counts[pair]));
  const singles = words.map((word, single) => sum((run) => run.singleCounts[single]));
  return { pairs: counts.map(rarity), singles: singles.map(rarity), counts, singleCounts: singles };
}

/** Pages of an index of `most` by their number, the newest first, and how well each is meant. */
export class Found {
  constructor(most) {
    Object.assign(this, { most, pages: [], values: [] });
  }

  get size() {
    return this.pages.length;
  }

  /**
   * Adds the pages of a segment on which all words are that were read; `partial`: on which any is; `every`: with those that have what is
   * left out. Of all pages of the index a newer one is a little better.
   */
  add(scan, surveys, { begun, partial, allowed, every = false }) {
    const { first } = scan.segment;
    const judged = scan.runs.map((run, place) => run.judged(surveys[place], begun));
    const without = scan.without.map((run) => run.judged(null, 0));
    const likely = partial ? [...new Set(judged.flatMap(({ pages }) => pages))] : judged[0].pages;
    for (const page of Uint32Array.from(likely).sort()) {
      let score = 0;
      for (const run of judged) score += run.score[page];
      if (allowed && !allowed(page)) continue;
      if (!partial && !scan.runs.every((run, place) => run.means(judged[place], page))) continue;
      if (!every && scan.without.some((run, place) => run.means(without[place], page))) continue;
      const words = partial ? judged.reduce((sum, run) => sum + bits(run.beside[page] | run.alone[page]), 0) : 0;
      this.pages.push(first + page);
      this.values.push(words * MOST_SCORE + score * (1 + RECENT * (1 - (first + page) / this.most)));
    }
  }

  /** Adds the pages of a segment that are `allowed`, all of them where that is null; none is better than others. */
  addAll({ first, pages }, allowed) {
    for (let page = 0; page < pages; page += 1) {
      if (!allowed || allowed(page)) {
        this.pages.push(first + page);
        this.values.push(0);
      }
    }
  }

  /** Returns the best pages in order, about so many; of two that are equally good the newer one is first. */
  best(count) {
    const values = Float64Array.from(this.values).sort();
    const least = values[Math.max(0, values.length - count)];
    const places = [];
    for (let place = 0; place < this.size; place += 1) if (this.values[place] >= least) places.push(place);
    return places.sort((one, other) => this.values[other] - this.values[one] || one - other).map((place) => this.at(place));
  }

  at(place) {
    return { page: this.pages[place], value: this.values[place] };
  }
}

export { ENOUGH, NOTHING_BEGUN, TITLED };
