// A text cut for showing: into blocks, these gathered into chunks and cut into pieces by the marks that lie over them, and marks
// that turn the direction of writing or show nothing at all made visible.

/** Units of a string, half open. */
export interface Range {
  start: number;
  end: number;
}

const longest = 2000;

/**
 * Paragraphs; one of more than 2000 units is parted at the ends of sentences, else at white space, else anywhere but inside a
 * character. Blocks follow one another without gaps, and their line ends stay in them.
 */
export function blocks(text: string, sentenceStarts: readonly number[] = []): Range[] {
  const out: Range[] = [];
  let sentence = 0;
  for (let start = 0; start < text.length; ) {
    let line = text.indexOf('\n', start);
    while (line !== -1 && text[line + 1] === '\n') line += 1;
    const paragraph = line === -1 ? text.length : line + 1;
    while (start < paragraph) {
      let end = paragraph;
      if (end - start > longest) {
        const limit = start + longest;
        while (sentence < sentenceStarts.length && sentenceStarts[sentence]! <= limit) sentence += 1;
        const whole = sentence > 0 ? sentenceStarts[sentence - 1]! : 0;
        const space = text.lastIndexOf(' ', limit);
        if (whole > start) end = whole;
        else if (space > start) end = space + 1;
        else end = isLow(text, limit) ? limit - 1 : limit;
      }
      out.push({ start, end });
      start = end;
    }
  }
  return out;
}

/** Blocks [first, last) that are drawn, and passed over, together. */
export interface Chunk extends Range {
  first: number;
  last: number;
}

const chunkLength = 6000;

/** Whole blocks, until they have 6000 units. */
export function chunks(cut: readonly Range[]): Chunk[] {
  const out: Chunk[] = [];
  for (let first = 0; first < cut.length; ) {
    const start = cut[first]!.start;
    let last = first + 1;
    while (last < cut.length && cut[last - 1]!.end - start < chunkLength) last += 1;
    out.push({ start, end: cut[last - 1]!.end, first, last });
    first = last;
  }
  return out;
}

/** Which of ranges that follow one another holds a unit; the last for one behind them. */
export function holding(ranges: readonly Range[], unit: number): number {
  let low = 0;
  let high = ranges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ranges[middle]!.start <= unit) low = middle;
    else high = middle - 1;
  }
  return low;
}

function isLow(text: string, unit: number): boolean {
  return (text.charCodeAt(unit) & 0xfc00) === 0xdc00;
}

/** A piece of a block and all the marks that lie over the whole of it. */
export interface Piece<Mark> extends Range {
  marks: Mark[];
}

/** Marks may overlap and reach over the block's ends; pieces are in order and cover the block. */
export function pieces<Mark extends Range>(block: Range, marks: readonly Mark[]): Piece<Mark>[] {
  const inside = marks.filter((m) => m.start < block.end && m.end > block.start && m.start < m.end);
  const cuts = new Set([block.start, block.end]);
  for (const m of inside) {
    cuts.add(Math.max(m.start, block.start));
    cuts.add(Math.min(m.end, block.end));
  }
  const ordered = [...cuts].sort((a, b) => a - b);
  return ordered.slice(1).map((end, i) => {
    const start = ordered[i]!;
    return { start, end, marks: inside.filter((m) => m.start <= start && m.end >= end) };
  });
}

/** What of a text would be unseen or would turn what stands beside it, by its name. */
const unseen: Record<string, string> = {
  '\u200e': 'LRM',
  '\u200f': 'RLM',
  '\u061c': 'ALM',
  '\u202a': 'LRE',
  '\u202b': 'RLE',
  '\u202c': 'PDF',
  '\u202d': 'LRO',
  '\u202e': 'RLO',
  '\u2066': 'LRI',
  '\u2067': 'RLI',
  '\u2068': 'FSI',
  '\u2069': 'PDI',
  '\u200b': 'ZWSP',
  '\ufeff': 'BOM',
};
const unseenPattern = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u200b\ufeff\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

export type Shown = string | { name: string; code: string };

/** "a\u202eb" gives ["a", {name: "RLO", code: "U+202E"}, "b"]. */
export function shown(text: string): Shown[] {
  if (!unseenPattern.test(text)) return text === '' ? [] : [text];
  const out: Shown[] = [];
  let plain = '';
  for (const c of text) {
    if (!unseenPattern.test(c)) {
      plain += c;
      continue;
    }
    if (plain !== '') out.push(plain);
    plain = '';
    const code = 'U+' + c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    out.push({ name: unseen[c] ?? code, code });
  }
  if (plain !== '') out.push(plain);
  return out;
}
