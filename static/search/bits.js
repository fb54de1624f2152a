// Reads what thidua/search/packing.py writes.

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

/** A row of bits, from the lowest of each byte on. */
export class Bits {
  constructor(data) {
    this.data = data;
    this.place = 0;
  }

  read(width) {
    let found = 0;
    for (let got = 0; got < width; ) {
      const byte = this.data[this.place >> 3];
      if (byte === undefined) throw new RangeError("damaged");
      const from = this.place & 7;
      const take = Math.min(8 - from, width - got);
      found |= ((byte >> from) & ((1 << take) - 1)) << got;
      got += take;
      this.place += take;
    }
    return found;
  }

  /** Reads a gap: as many ones as its upper part says, a zero, and its lower bits. */
  gap(bits) {
    let upper = 0;
    while (this.read(1)) upper += 1;
    return (upper << bits) | this.read(bits);
  }
}

/** Returns how many bits of a gap are written as they are, where `count` numbers below `universe` are. */
export function riceBits(universe, count) {
  return Math.min(31 - Math.clz32(Math.max(1, Math.floor((universe * 11) / (16 * count)))), 16);
}

/** Tells whether data is what was written, by the two bytes before it. */
export function isWhole(data, check) {
  let one = 1;
  let two = 0;
  for (const byte of data) {
    one = (one + byte) % 65521;
    two = (two + one) % 65521;
  }
  return ((two * 65536 + one) % 65521) === check;
}
