// The record counts in bytes of UTF-8, a browser's string in units of UTF-16. This is the one place where they meet.
//
//   const index = new ByteIndex('Çavuşoğlu said');
//   index.at(11)        // 8: the unit of "u", the eleventh byte
//   index.span(0, 12)   // [0, 9]: "Çavuşoğlu"
//
// An offset inside a character belongs to that character: a span grows to whole characters. What lies outside the text is
// brought to its ends. Building costs one pass; a look-up reads at most `step` units.

const step = 1024;

function width(text: string, unit: number): [bytes: number, units: number] {
  const code = text.charCodeAt(unit);
  if (code < 0x80) return [1, 1];
  if (code < 0x800) return [2, 1];
  const isPair = code >= 0xd800 && code < 0xdc00 && (text.charCodeAt(unit + 1) & 0xfc00) === 0xdc00;
  return isPair ? [4, 2] : [3, 1];
}

export class ByteIndex {
  readonly bytes: number;
  private readonly marks: { byte: number; unit: number }[] = [];

  constructor(readonly text: string) {
    let byte = 0;
    let next = 0;
    for (let unit = 0; unit < text.length; ) {
      if (unit >= next) {
        this.marks.push({ byte, unit });
        next = unit + step;
      }
      const [bytes, units] = width(text, unit);
      byte += bytes;
      unit += units;
    }
    this.bytes = byte;
  }

  /** The unit where the character begins that holds this byte. */
  at(byte: number): number {
    return this.find(byte).unit;
  }

  /** The byte at which the character of this unit begins; behind the text, its length. */
  byteOf(unit: number): number {
    if (unit >= this.text.length) return this.bytes;
    let low = 0;
    let high = this.marks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.marks[middle]!.unit <= unit) low = middle;
      else high = middle - 1;
    }
    let { byte, unit: at } = this.marks[low]!;
    for (;;) {
      const [bytes, units] = width(this.text, at);
      if (at + units > unit) return byte;
      byte += bytes;
      at += units;
    }
  }

  /** Units of a span of bytes, half open. */
  span(start: number, end: number): [start: number, end: number] {
    const first = this.find(start);
    if (end <= start) return [first.unit, first.unit];
    const last = this.find(end);
    const isInside = last.byte < Math.min(end, this.bytes);
    return [first.unit, isInside ? last.unit + width(this.text, last.unit)[1] : last.unit];
  }

  slice(start: number, end: number): string {
    return this.text.slice(...this.span(start, end));
  }

  private find(wanted: number): { byte: number; unit: number } {
    if (wanted <= 0) return { byte: 0, unit: 0 };
    if (wanted >= this.bytes) return { byte: this.bytes, unit: this.text.length };
    let low = 0;
    let high = this.marks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.marks[middle]!.byte <= wanted) low = middle;
      else high = middle - 1;
    }
    let { byte, unit } = this.marks[low]!;
    for (;;) {
      const [bytes, units] = width(this.text, unit);
      if (byte + bytes > wanted) return { byte, unit };
      byte += bytes;
      unit += units;
    }
  }
}
