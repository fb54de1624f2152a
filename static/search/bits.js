// Reads what thidua/search/packing.py writes.

const MODULUS = 65521;
const UNREDUCED = 3800; // so many bytes are summed up before numbers get too large

/** A row of bytes, read number by number. */
export class Bytes {
  constructor(data) {
    this.data = data;
    this.place = 0;
  }

  varint() {
    let found = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.data[this.place++];
      if (byte === undefined) throw new RangeError("damaged");
      found |= (byte & 127) << shift;
      if (byte < 128) return found;
    }
  }

  take(length) {
    this.place += length;
    if (this.place > this.data.length) throw new RangeError("damaged");
    return this.data.subarray(this.place - length, this.place);
  }
}

/** A row of bits, from the lowest of each byte on, read from the bit `at` on. */
export class Bits {
  constructor(data, at = 0) {
    this.data = data;
    this.place = at >> 3;
    this.held = 0;
    this.count = 0;
    if (at & 7) this.read(at & 7);
  }

  fill(width) {
    while (this.count < width) {
      const byte = this.data[this.place++];
      if (byte === undefined) throw new RangeError("damaged");
      this.held |= byte << this.count;
      this.count += 8;
    }
  }

  /** Reads a number of at most 24 bits. */
  read(width) {
    this.fill(width);
    const found = this.held & ((1 << width) - 1);
    this.held >>>= width;
    this.count -= width;
    return found;
  }

  /** Reads a gap: as many ones as its upper part says, a zero, and its lower bits. */
  gap(bits) {
    let upper = 0;
    for (;;) {
      if (!this.count) this.fill(1);
      const ones = Math.min(31 - Math.clz32(~this.held & (this.held + 1)), this.count);
      upper += ones;
      this.held >>>= ones;
      this.count -= ones;
      if (this.count) break;
    }
    this.held >>>= 1;
    this.count -= 1;
    return (upper << bits) | this.read(bits);
  }
}

/** Returns the bit behind so many gaps that begin with the bit `at`, without reading them. */
export function behindGaps(data, at, gaps, bits) {
  let end = at;
  for (let left = gaps; left; ) {
    const within = end & 7;
    const zeros = ~(data[end >> 3] >> within) & (0xff >> within);
    if (zeros) {
      end += 32 - Math.clz32(zeros & -zeros) + bits;
      left -= 1;
    } else end += 8 - within;
  }
  if (end > 8 * data.length) throw new RangeError("damaged");
  return end;
}

/** Returns how many bits of a gap are written as they are, where `count` numbers below `universe` are. */
export function riceBits(universe, count) {
  return Math.min(31 - Math.clz32(Math.max(1, Math.floor((universe * 11) / (16 * count)))), 16);
}

/** Returns zlib's checksum of data. */
function adler32(data) {
  let one = 1;
  let two = 0;
  for (let place = 0; place < data.length; ) {
    const end = Math.min(place + UNREDUCED, data.length);
    for (; place < end; place += 1) {
      one += data[place];
      two += one;
    }
    one %= MODULUS;
    two %= MODULUS;
  }
  return two * 65536 + one;
}

/** How many bytes a checksum takes. */
export const CHECK = 4;

/** Tells whether data is what was written, by the bytes of its checksum. */
export const isWhole = (data, check) => adler32(data) === check.reduce((sum, byte) => sum * 256 + byte, 0);
