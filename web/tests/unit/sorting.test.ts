import { describe, expect, it } from 'vitest';
import { direction, nextOrder, ordered } from '../../src/sorting';

describe('an order', () => {
  it('begins a column its own way, and turns it round', () => {
    expect(nextOrder('-day', 'type', 'up')).toBe('type');
    expect(nextOrder('type', 'type', 'up')).toBe('-type');
    expect(nextOrder('-type', 'type', 'up')).toBe('type');
    expect(nextOrder('type', 'reports', 'down')).toBe('-reports');
    expect(direction('-day', 'day')).toBe('descending');
    expect(direction('-day', 'type')).toBe('none');
  });

  const rows = [
    { name: 'Ürümqi', n: 2 },
    { name: '', n: 10 },
    { name: 'Ankara', n: 2 },
    { name: 'zone 10', n: 9 },
    { name: 'Zone 9', n: 1 },
  ];
  const by = { name: (r: (typeof rows)[number]) => r.name, n: (r: (typeof rows)[number]) => r.n };

  it('puts words in order whatever their marks and case, numbers by size, and what has none last both ways', () => {
    expect(ordered(rows, 'name', by).map((r) => r.name)).toEqual(['Ankara', 'Ürümqi', 'Zone 9', 'zone 10', '']);
    expect(ordered(rows, '-name', by).map((r) => r.name)).toEqual(['zone 10', 'Zone 9', 'Ürümqi', 'Ankara', '']);
    expect(ordered(rows, '-n', by).map((r) => r.n)).toEqual([10, 9, 2, 2, 1]);
  });

  it('leaves equal ones as they are, and all of them when nobody knows the column', () => {
    expect(ordered(rows, 'n', by).filter((r) => r.n === 2)).toEqual([rows[0], rows[2]]);
    expect(ordered(rows, 'colour', by)).toEqual(rows);
  });
});
