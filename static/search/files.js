// The index as a reader's browser sees it: its entry, the segments, and of these the few files that a query needs.

import { behindGaps, Bits, Bytes, CHECK, isWhole, riceBits } from "./bits.js";
import { inflated } from "./inflate.js";
import { hashOf, rankOf, RANKS } from "./places.js";

const HERE = new URL("./search/", import.meta.url).href;
const LEVELS = 5;
const MIXED = LEVELS + 2;
const WHOLE = 256;
/** How many postings of a term are read at first, the best: enough where only as many pages are asked for. */
export const BEGUN = 32;
const REST = 800;
const FEW = 64;
const SIDE_BITS = 12;
const ZERO = 48;
const LETTERS = 32; // signs below tell where a word begins, and how many letters it shares with the one before
const OPENS = 31;
const KEY = /(\x1f([^\0-\x1f]*))?([\0-\x1e])([^\0-\x1f]*)/g; // a new first word, how many letters the second one shares with the one before
const PLAIN = /^[\0-\x7f]*$/;
const TEXT = new TextDecoder();
const NOTHING = new Uint8Array(0);

/** A file of the index that could not be had. */
class Missing extends Error {}

/** The index of one moment: its segments, the newest first. */
export class Index {
  static async open() {
    const answer = await fetch(`${HERE}index.json`, { cache: "no-cache" });
    if (!answer.ok) throw new Missing("index.json");
    return new Index(await answer.json());
  }

  constructor(entry) {
    this.failed = new Set();
    let first = 0;
    this.segments = entry.segments.map(({ folder, pages, head }) => {
      const segment = new Segment(this, folder, pages, first, headOf(head));
      first += pages;
      return segment;
    });
    this.pages = first;
    this.names = this.segments.map(({ folder }) => folder).join(" ");
  }

  /** Returns the segment of a page by its number, and its number in there. */
  placeOf(number) {
    const segment = this.segments.find(({ first, pages }) => number < first + pages);
    return { segment, page: number - segment.first };
  }
}

/** Returns how a segment's files are cut: where of pairs and triples the shards of each bucket begin, and at last where they end. */
function headOf({ dated, pairs, triples }) {
  return { dated, p: startsOf(pairs), t: startsOf(triples) };
}

function startsOf(signs) {
  const starts = new Uint32Array(signs.length + 1);
  for (let place = 0; place < signs.length; place += 1) starts[place + 1] = starts[place] + signs.charCodeAt(place) - ZERO;
  return starts;
}

/** The pages of some years. A file is read once; one that cannot be had is noted and asked for again by the next query. */
class Segment {
  constructor(index, folder, pages, first, head) {
    Object.assign(this, { index, folder, pages, first, head, kept: new Map(), damaged: new Set() });
  }

  /** Returns what `read` makes of a file; null, and a note, where the file cannot be had or is damaged. */
  file(name, read) {
    if (!this.kept.has(name)) {
      const found = this.fetched(name).then(read);
      this.kept.set(name, found);
      found.catch(() => {
        this.kept.delete(name);
        this.damaged.add(name); // the browser may have kept what is no file of the index
      });
    }
    return this.kept.get(name).catch(() => {
      this.index.failed.add(`${this.folder}/${name}`);
      return null;
    });
  }

  async fetched(name) {
    const answer = await fetch(`${HERE}${this.folder}/${name}.bin`, { cache: this.damaged.has(name) ? "reload" : "default" });
    if (!answer.ok) throw new Missing(name);
    return new Uint8Array(await answer.arrayBuffer());
  }

  json(name) {
    return this.file(name, async (data) => JSON.parse(TEXT.decode(inflated(data))));
  }

  /** Returns the days of the pages that have one, as numbers since 1900. */
  async days() {
    const days = await this.file("days", async (data) => {
      const bytes = new Bytes(inflated(data));
      const found = [];
      while (bytes.place < bytes.data.length) found.push(found.length ? found[found.length - 1] - bytes.varint() : bytes.varint());
      return found;
    });
    return days || [];
  }

  /** Returns a facet: its values as `[value, label]`, and of each page the places of its values among these. */
  column(facet) {
    return this.file(facet, async (data) => {
      const bytes = new Bytes(inflated(data));
      const values = JSON.parse(TEXT.decode(bytes.take(bytes.varint())));
      const pages = Array.from({ length: this.pages }, () => Array.from({ length: bytes.varint() }, () => bytes.varint()));
      return { values, pages };
    });
  }

  shard(name) {
    return this.file(name, (data) => new Shard(this, name, checked(data)));
  }

  /** Returns the shards that may hold words that begin with a prefix. */
  async wordShards(prefix) {
    const words = await this.json("words");
    if (!words) return [];
    const last = (word) => words.filter((start) => start <= word).length - 1;
    const names = [];
    for (let place = Math.max(0, last(prefix)); place <= last(`${prefix}\uffff`); place += 1) names.push(`s${place}`);
    return names;
  }

  async word(word) {
    const words = await this.json("words");
    const place = words ? words.filter((start) => start <= word).length - 1 : -1;
    const shard = place >= 0 && (await this.shard(`s${place}`));
    return shard ? shard.term(word, "") : null;
  }

  /** Returns the term of a pair, or of a triple, whose first two words are `first` with a space between them. */
  async pair(first, second, letter = "p") {
    const [name] = this.pairShards(first, [rankOf(second), rankOf(second)], letter);
    const shard = name && (await this.shard(name));
    return shard ? shard.term(first, second) : null;
  }

  pairShards(first, [from, to], letter = "p") {
    const starts = this.head[letter];
    const bucket = hashOf(first) & (starts.length - 2); // there are as many as a power of two
    const count = starts[bucket + 1] - starts[bucket];
    const names = [];
    for (let piece = Math.floor((from * count) / RANKS); count && piece <= Math.floor((to * count) / RANKS); piece += 1) {
      names.push(`${letter}${starts[bucket] + piece}`);
    }
    return names;
  }
}

/** Terms that lie together. Their heads follow one another and are read as far as the term that is asked for. */
class Shard {
  constructor(segment, name, data) {
    const letter = name[0];
    const bytes = new Bytes(data);
    const [restFile, sideFile, restStart, sideStart, ...lengths] = Array.from({ length: 7 }, () => bytes.varint());
    const [signs, heads, marks] = lengths.map((length) => bytes.take(length));
    this.rest = { file: restFile, start: restStart };
    this.sides = { file: sideFile, start: sideStart };
    this.signs = String.fromCharCode(...signs);
    this.heads = new Bytes(heads);
    this.wide = letter === "s" ? 1 : 2;
    this.cut = letter === "t" ? Infinity : WHOLE;
    this.tail = data.subarray(bytes.place);
    Object.assign(this, { segment, letter, marks, terms: [], forms: [], reached: 0, end: 0 });
  }

  /** Returns the term in a place. */
  at(place) {
    while (this.terms.length <= place) this.terms.push(this.next());
    return this.terms[place];
  }

  next() {
    const { heads, rest } = this;
    const forms = [];
    let form;
    do {
      form = formOf(heads);
      form.place = this.forms.push(form) - 1;
      if (form.count > this.cut) {
        form.rest = { ...rest, ...restOf(form, this.segment.pages), length: heads.varint() };
        form.runs[LEVELS - 1] -= form.rest.texts;
        rest.start += form.rest.length;
        if (rest.start >= REST) Object.assign(rest, { file: rest.file + 1, start: 0 });
      }
      forms.push(form);
    } while (form.follows);
    return new Term(this, this.terms.length, forms, forms.length > 1 ? heads.varint() : form.count);
  }

  /** Returns the postings of a form that are in the shard. Where they begin is known when those before it were passed over, once. */
  begun(form) {
    const { pages } = this.segment;
    for (; this.reached <= form.place; this.reached += 1) {
      this.forms[this.reached].at = this.end;
      this.end = behind(this.tail, this.end, this.forms[this.reached], pages);
    }
    form.begin ??= listOf(new Bits(this.tail, form.at), form, pages, form.rest ? BEGUN : form.count);
    return form.begin;
  }

  marksOf({ place }) {
    return this.marks.subarray(place * this.wide, (place + 1) * this.wide);
  }

  term(first, second) {
    const place = placeOf(this.signs, signsOf(first), signsOf(second));
    return place < 0 ? null : this.at(place);
  }

  /** The words of all terms. */
  get keys() {
    return keysOf(this.signs);
  }

  /** Returns the postings of a form that are not in the shard; null where they cannot be had. */
  async others(form) {
    if (form.end) return form.end;
    const { length, listed, texts, without } = form.rest;
    const bits = length ? await this.bits("r", form.rest) : new Bits(NOTHING);
    if (!bits) return null;
    const { pages: begun, state } = this.begun(form);
    const universe = this.segment.pages;
    const found = listOf(bits, form, universe, listed + texts, state, listed);
    if (texts) putOthers(found, [begun, found.pages.subarray(0, listed), gapsOf(bits, without, universe)], listed, universe);
    form.end = found;
    return found;
  }

  /** Returns the bits of a rest or of the shard's neighbours. */
  async bits(kind, { file, start }) {
    const data = await this.segment.file(`${this.letter}${kind}${file}`, checked);
    return data && new Bits(data, 8 * start);
  }
}

function checked(data) {
  const found = data.subarray(CHECK);
  if (!isWhole(found, data.subarray(0, CHECK))) throw new Missing("damaged");
  return found;
}

/** Returns a word as its bytes are written, a sign each. */
const signsOf = (word) => (PLAIN.test(word) ? word : String.fromCharCode(...new TextEncoder().encode(word)));

/** Returns the place of a pair of words among the keys; -1 if it is not there. */
function placeOf(signs, first, second) {
  const opening = `\x1f${first}`;
  let place = 0;
  let sign = 0;
  for (let at = signs.indexOf(opening); at >= 0; at = signs.indexOf(opening, sign)) {
    for (; sign < at + opening.length; sign += 1) if (signs.charCodeAt(sign) < OPENS) place += 1;
    let word = "";
    while (signs.charCodeAt(sign) < OPENS) {
      let end = sign + 1;
      while (signs.charCodeAt(end) >= LETTERS) end += 1;
      word = word.slice(0, signs.charCodeAt(sign)) + signs.slice(sign + 1, end);
      if (word === second) return place;
      sign = end;
      place += 1;
    }
  }
  return -1;
}

/** Returns both words of each term; the letters that are not plain ones are put together at the end, since what is shared counts bytes. */
function keysOf(signs) {
  const word = (text) => (PLAIN.test(text) ? text : TEXT.decode(Uint8Array.from(text, (sign) => sign.charCodeAt(0))));
  const keys = [];
  let first = "";
  let second = "";
  for (const [, opens, outer, shared, tail] of signs.matchAll(KEY)) {
    if (opens) first = word(outer);
    second = second.slice(0, shared.charCodeAt(0)) + tail;
    keys.push([first, word(second)]);
  }
  return keys;
}

function formOf(heads) {
  const head = heads.varint();
  const weight = (head >> 1) & 7;
  const count = head >> 4;
  const runs = [0, 0, 0, 0, 0];
  if (weight === MIXED) for (let place = 0; place < LEVELS; place += 1) runs[place] = heads.varint();
  else runs[LEVELS - 1 - weight] = count;
  return { count, runs, follows: (head & 1) === 1, place: 0, at: 0, rest: null, begin: null, end: null };
}

/** Returns the bit behind the postings of a form that are in its shard, which begin with the bit `at`. */
function behind(data, at, form, universe) {
  let left = form.rest ? BEGUN : form.count;
  let end = at;
  for (let run = 0; left > 0 && run < LEVELS; run += 1) {
    const count = Math.min(left, form.runs[run]);
    if (count) end = behindGaps(data, end, count, riceBits(universe, form.runs[run]));
    left -= count;
  }
  return end;
}

/**
 * Returns what the rest of a form holds: how many postings are `listed`, how many `texts` only say it of pages that are told by those
 * `without` it, which are fewer.
 */
function restOf({ count, runs }, universe) {
  const texts = Math.min(runs[LEVELS - 1], count - BEGUN);
  return universe - count < texts ? { listed: count - BEGUN - texts, texts, without: universe - count } : { listed: count - BEGUN, texts: 0, without: 0 };
}

/** Reads so many pages. */
function gapsOf(bits, count, universe) {
  const width = riceBits(universe, count);
  const pages = new Uint32Array(count);
  for (let place = 0, page = -1; place < count; place += 1) pages[place] = page += bits.gap(width) + 1;
  return pages;
}

/** Puts into a list, from `at` on, all pages that are in none of `others`; they have the least weight, which is nothing. */
function putOthers({ pages }, others, at, universe) {
  const known = new Uint8Array(universe);
  for (const list of others) for (const page of list) known[page] = 1;
  let place = at;
  for (let page = 0; page < universe; page += 1) if (!known[page]) pages[place++] = page;
  if (place !== pages.length) throw new RangeError("damaged");
}

/**
 * Reads postings of a form: their pages, and of each the weight; `from` says where a list that was begun goes on. There is room for `number`,
 * of which `listed` are read.
 */
function listOf(bits, form, universe, number, from = { run: 0, left: form.runs[0], page: -1 }, listed = number) {
  const pages = new Uint32Array(number);
  const levels = new Uint8Array(number);
  const state = { ...from };
  for (let place = 0; place < listed; place += 1) {
    while (!state.left) {
      state.run += 1;
      if (state.run >= LEVELS) throw new RangeError("damaged");
      state.left = form.runs[state.run];
      state.page = -1;
    }
    state.page += bits.gap(riceBits(universe, form.runs[state.run])) + 1;
    state.left -= 1;
    pages[place] = state.page;
    levels[place] = LEVELS - 1 - state.run;
  }
  return { pages, levels, state };
}

/** A word, a pair or a triple: its forms, and on how many pages it is. */
class Term {
  constructor(shard, place, forms, pages) {
    Object.assign(this, { shard, place, forms, pages });
  }

  /** Returns on how many pages it has forms whose marks are `wanted`: as many as postings, since one spelling has one form. */
  pagesOf(wanted) {
    return this.forms.filter((form) => wanted(this.shard.marksOf(form))).reduce((sum, { count }) => sum + count, 0);
  }

  /** Tells whether all postings are in the shard. */
  get whole() {
    return this.forms.every((form) => !form.rest);
  }

  /**
   * Calls `put` for lists of postings: their pages, of each the weight, and the marks of all; only for those in the shard unless `all`, and only
   * for forms whose marks are `wanted`.
   */
  async each(put, all = true, wanted = () => true) {
    for (const form of this.forms) {
      const marks = this.shard.marksOf(form);
      if (!wanted(marks)) continue;
      const { pages, levels } = this.shard.begun(form);
      put(pages, levels, marks);
      const end = all && form.rest ? await this.shard.others(form) : null;
      if (end) put(end.pages, end.levels, marks);
    }
  }

  /** Returns the pages where it is, some of them perhaps twice. */
  async everywhere() {
    const found = [];
    await this.each((pages) => found.push(...pages));
    return found;
  }

  /** Tells whether the neighbours of its postings are kept. */
  get hasSides() {
    return this.forms.reduce((sum, form) => sum + form.count, 0) <= FEW;
  }

  /** Returns the pages on which the pair has a neighbour: before it (`place` 0) or after it (1). */
  async pagesBeside(side, place) {
    const found = [];
    const bits = await this.shard.bits("n", this.shard.sides);
    if (!bits) return found;
    for (const term of this.shard.terms.slice(0, this.place + 1)) {
      if (!term.hasSides) continue;
      for (const form of term.forms) {
        const pages = term === this ? this.shard.begun(form).pages : null;
        for (let posting = 0; posting < form.count; posting += 1) {
          let more = 1;
          while (more) {
            more = bits.read(1);
            const after = bits.read(SIDE_BITS);
            const before = bits.read(SIDE_BITS);
            if (pages && (place ? after : before) === side) found.push(pages[posting]);
          }
        }
      }
    }
    return found;
  }
}
