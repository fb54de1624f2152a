// Unpacks what zlib packed (RFC 1950 and 1951), at once: files of the index are so small that a browser's own stream takes longer to begin
// than this does to end, and some browsers have none.

import { Bits, CHECK, isWhole } from "./bits.js";

const END = 256;
const HEAD = 2;
const WIDTH_BITS = 4;
const REPEATED = 16;
const LAST_LENGTH = 28; // its 258 is said without further bits
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Returns codes of numbers from `first` on, `{more, base}` each: so many further bits, added to the base; `each` codes have as many. */
function stepped(first, each, count) {
  let base = first;
  return Array.from({ length: count }, (_, code) => {
    const more = Math.max(0, Math.floor(code / each) - 1);
    const found = { more, base };
    base += 1 << more;
    return found;
  });
}

const LENGTHS = stepped(3, 4, LAST_LENGTH);
LENGTHS.push({ more: 0, base: 258 });
const DISTANCES = stepped(1, 2, 30);

/** Codes by the bits they begin with, reversed as they are read: the symbol, and in the lowest bits how many bits it takes; 0 is no code. */
class Codes {
  constructor(widths) {
    this.width = Math.max(1, ...widths);
    this.symbols = new Uint16Array(1 << this.width);
    const counts = new Uint16Array(this.width + 1);
    for (const width of widths) counts[width] += 1;
    counts[0] = 0;
    const next = new Uint32Array(this.width + 1);
    for (let width = 1; width <= this.width; width += 1) next[width] = (next[width - 1] + counts[width - 1]) << 1;
    if (next[this.width] + counts[this.width] > this.symbols.length) throw new RangeError("damaged"); // more codes than there can be
    for (let symbol = 0; symbol < widths.length; symbol += 1) if (widths[symbol]) this.put(next[widths[symbol]]++, widths[symbol], symbol);
  }

  put(code, width, symbol) {
    let reversed = 0;
    for (let bit = 0; bit < width; bit += 1) reversed |= ((code >> bit) & 1) << (width - 1 - bit);
    const item = (symbol << WIDTH_BITS) | width;
    for (let place = reversed; place < this.symbols.length; place += 1 << width) this.symbols[place] = item;
  }
}

let fixed = null;
const fixedCodes = () =>
  (fixed ??= {
    literals: new Codes(Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < END ? 9 : symbol < 280 ? 7 : 8))),
    distances: new Codes(new Array(30).fill(5)),
  });

/** What was packed, with the checksum behind it: to look at the bits of a code is to look beyond its end. */
class Source extends Bits {
  symbol(codes) {
    this.fill(codes.width);
    const item = codes.symbols[this.held & ((1 << codes.width) - 1)];
    if (!item) throw new RangeError("damaged");
    const width = item & ((1 << WIDTH_BITS) - 1);
    this.held >>>= width;
    this.count -= width;
    return item >> WIDTH_BITS;
  }

  /** Returns bytes that are written as they are, from the next whole byte on. */
  bytes() {
    this.place -= this.count >> 3;
    [this.held, this.count] = [0, 0];
    const length = this.read(16);
    this.read(16);
    this.place += length;
    if (this.place > this.data.length) throw new RangeError("damaged");
    return this.data.subarray(this.place - length, this.place);
  }
}

/** Returns the codes that are written before the block that uses them. */
function codesOf(source) {
  const literals = source.read(5) + 257;
  const distances = source.read(5) + 1;
  const outer = new Array(ORDER.length).fill(0);
  for (let left = source.read(4) + 4, place = 0; place < left; place += 1) outer[ORDER[place]] = source.read(3);
  const codes = new Codes(outer);
  const widths = [];
  while (widths.length < literals + distances) {
    const symbol = source.symbol(codes);
    if (symbol < REPEATED) widths.push(symbol);
    else {
      const [width, times] = symbol === REPEATED ? [widths[widths.length - 1], 3 + source.read(2)] : [0, symbol === 17 ? 3 + source.read(3) : 11 + source.read(7)];
      for (let time = 0; time < times; time += 1) widths.push(width);
    }
  }
  if (widths.length > literals + distances || widths.includes(undefined)) throw new RangeError("damaged");
  return { literals: new Codes(widths.slice(0, literals)), distances: new Codes(widths.slice(literals, literals + distances)) };
}

/** Bytes, as many as come. */
class Sink {
  constructor(size) {
    this.data = new Uint8Array(size);
    this.size = 0;
  }

  room(more) {
    if (this.size + more <= this.data.length) return;
    const data = new Uint8Array(2 * (this.size + more));
    data.set(this.data.subarray(0, this.size));
    this.data = data;
  }

  put(bytes) {
    this.room(bytes.length);
    this.data.set(bytes, this.size);
    this.size += bytes.length;
  }

  byte(byte) {
    if (this.size === this.data.length) this.room(1);
    this.data[this.size++] = byte;
  }

  repeat(distance, length) {
    if (distance > this.size) throw new RangeError("damaged");
    this.room(length);
    for (let end = this.size + length; this.size < end; this.size += 1) this.data[this.size] = this.data[this.size - distance];
  }
}

function numberOf(source, code) {
  if (!code) throw new RangeError("damaged");
  return code.base + source.read(code.more);
}

function readBlock(source, sink, { literals, distances }) {
  for (;;) {
    const symbol = source.symbol(literals);
    if (symbol === END) return;
    if (symbol < END) sink.byte(symbol);
    else {
      const length = numberOf(source, LENGTHS[symbol - END - 1]);
      sink.repeat(numberOf(source, DISTANCES[source.symbol(distances)]), length);
    }
  }
}

/** Returns what is in zlib's data; throws where that is damaged. */
export function inflated(data) {
  const source = new Source(data.subarray(HEAD));
  const sink = new Sink(4 * data.length);
  for (let last = 0; !last; ) {
    last = source.read(1);
    const kind = source.read(2);
    if (kind > 2) throw new RangeError("damaged");
    if (kind === 0) sink.put(source.bytes());
    else readBlock(source, sink, kind === 1 ? fixedCodes() : codesOf(source));
  }
  const found = sink.data.subarray(0, sink.size);
  if (!isWhole(found, data.subarray(-CHECK))) throw new RangeError("damaged");
  return found;
}
