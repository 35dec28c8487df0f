import { describe, expect, it } from 'vitest';
import { blocks, chunks, holding, pieces, shown } from '../../src/pieces';

const joined = (text: string, ranges: { start: number; end: number }[]) => ranges.map((r) => text.slice(r.start, r.end)).join('');

describe('blocks', () => {
  it('are paragraphs with their line ends', () => {
    const text = 'One.\n\nTwo.\nThree.';
    expect(blocks(text).map((b) => text.slice(b.start, b.end))).toEqual(['One.\n\n', 'Two.\n', 'Three.']);
  });

  it('part a long paragraph at sentences, at spaces, or inside a word, and lose nothing', () => {
    const sentence = 'A'.repeat(900) + '. ';
    const text = sentence.repeat(5);
    const starts = [0, 902, 1804, 2706, 3608];
    expect(blocks(text, starts).map((b) => b.start)).toEqual([0, 1804, 3608]);
    const spaced = 'word '.repeat(2000);
    expect(blocks(spaced).every((b) => b.end - b.start <= 2000 && spaced[b.end - 1] === ' ')).toBe(true);
    const rockets = '🚀'.repeat(3001);
    const cut = blocks('x' + rockets);
    expect(joined('x' + rockets, cut)).toBe('x' + rockets);
    expect(cut.every((b) => (('x' + rockets).charCodeAt(b.start) & 0xfc00) !== 0xdc00)).toBe(true);
  });

  it('of nothing are none', () => expect(blocks('')).toEqual([]));
});

describe('chunks', () => {
  const text = Array.from({ length: 500 }, (_, i) => 'word '.repeat(i % 40)).join('\n\n');
  const cut = blocks(text);

  it('hold whole blocks one after another, none too long and none but the last too short', () => {
    const all = chunks(cut);
    expect(all[0]!.first).toBe(0);
    expect(all.at(-1)!.last).toBe(cut.length);
    all.slice(1).forEach((c, i) => {
      expect(c.first).toBe(all[i]!.last);
      expect(c.start).toBe(all[i]!.end);
    });
    for (const c of all.slice(0, -1)) {
      expect(c.end - c.start).toBeGreaterThanOrEqual(6000);
      expect(c.end - c.start).toBeLessThan(8001);
    }
  });

  it('are found by what they hold', () => {
    const all = chunks(cut);
    for (const unit of [0, 5999, 6000, 12345, text.length - 1]) {
      const c = all[holding(all, unit)]!;
      expect(c.start <= unit && unit < c.end).toBe(true);
    }
    expect(holding(all, text.length + 5)).toBe(all.length - 1);
  });
});

describe('pieces', () => {
  it('cover the block and carry all marks over them', () => {
    const source = { start: 0, end: 10, name: 'source' };
    const trigger = { start: 5, end: 20, name: 'trigger' };
    const cut = pieces({ start: 2, end: 15 }, [source, trigger]);
    expect(cut.map((p) => [p.start, p.end, p.marks.map((m) => m.name)])).toEqual([
      [2, 5, ['source']],
      [5, 10, ['source', 'trigger']],
      [10, 15, ['trigger']],
    ]);
  });

  it('pass over empty marks and those elsewhere', () => {
    expect(
      pieces({ start: 0, end: 4 }, [
        { start: 2, end: 2 },
        { start: 4, end: 9 },
      ]),
    ).toEqual([{ start: 0, end: 4, marks: [] }]);
  });
});

describe('shown', () => {
  it('names what turns direction or shows nothing', () => {
    expect(shown('a\u202eb\u0000')).toEqual(['a', { name: 'RLO', code: 'U+202E' }, 'b', { name: 'U+0000', code: 'U+0000' }]);
  });
  it('leaves markup, emoji with joiners and right-to-left letters as they are', () => {
    const text = '<script>alert(1)</script> 👩‍🚀 שלום\n\ttab';
    expect(shown(text)).toEqual([text]);
  });
});
