import { describe, expect, it } from 'vitest';
import { ByteIndex } from '../../src/bytes';

const bytes = new TextEncoder();

describe('ByteIndex', () => {
  it('is the identity on ASCII', () => {
    const index = new ByteIndex('Ankara would attack.');
    expect(index.at(7)).toBe(7);
    expect(index.slice(7, 12)).toBe('would');
  });

  it('counts two, three and four bytes a character', () => {
    const text = 'Çavuşoğlu — “no” 🕊️ said';
    const index = new ByteIndex(text);
    expect(index.bytes).toBe(bytes.encode(text).length);
    expect(index.slice(0, 12)).toBe('Çavuşoğlu');
    const dove = bytes.encode('Çavuşoğlu — “no” ').length;
    expect(index.slice(dove, dove + 4)).toBe('🕊');
    expect(index.slice(index.bytes - 4, index.bytes)).toBe('said');
  });

  it('agrees with the encoder at every character of a long mixed text', () => {
    const text = 'a Ж 漢 🚀 \u202E<script>é\n'.repeat(400);
    const index = new ByteIndex(text);
    let byte = 0;
    let unit = 0;
    for (const c of text) {
      expect(index.at(byte)).toBe(unit);
      expect(index.byteOf(unit)).toBe(byte);
      byte += bytes.encode(c).length;
      unit += c.length;
    }
    expect(index.at(byte)).toBe(text.length);
  });

  it('grows a span that cuts a character to the whole of it', () => {
    const index = new ByteIndex('x🚀y');
    expect(index.slice(2, 4)).toBe('🚀');
    expect(index.slice(1, 2)).toBe('🚀');
    expect(index.slice(0, 1)).toBe('x');
  });

  it('brings what lies outside to the ends and keeps empty spans empty', () => {
    const index = new ByteIndex('né');
    expect(index.span(-5, 99)).toEqual([0, 2]);
    expect(index.span(1, 1)).toEqual([1, 1]);
    expect(index.span(3, 1)).toEqual([2, 2]);
    expect(new ByteIndex('').span(0, 3)).toEqual([0, 0]);
  });

  it('counts half a pair as the replacement character that the encoder writes', () => {
    const index = new ByteIndex('a\ud800b');
    expect(index.bytes).toBe(5);
    expect(index.slice(4, 5)).toBe('b');
  });

  it('indexes 5 MB and finds its last word', () => {
    const text = 'Ağrı 🚀 '.repeat(430_000) + 'end';
    const index = new ByteIndex(text);
    expect(index.bytes).toBeGreaterThan(5_000_000);
    expect(index.slice(index.bytes - 3, index.bytes)).toBe('end');
  });
});
