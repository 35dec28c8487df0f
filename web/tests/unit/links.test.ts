import { expect, it } from 'vitest';
import { links } from '../../src/links';

const edge = (source: string, target: string, quads: [number, number, number, number]) => ({
  source,
  target,
  incidents: quads.reduce((a, b) => a + b),
  conflict: quads[2] + quads[3],
  cooperation: quads[0] + quads[1],
  goldstein: null,
  quads,
});

it('both ways are one link; what somebody does to himself is none', () => {
  const found = links([
    edge('TUR', 'USA', [1, 0, 2, 0]),
    edge('USA', 'TUR', [0, 0, 1, 3]),
    edge('USA', 'USA', [9, 9, 9, 9]),
    edge('A', 'B', [1, 0, 0, 0]),
  ]);
  expect(found.map((l) => [l.a, l.b, l.quads, l.total])).toEqual([
    ['TUR', 'USA', [1, 0, 3, 3], 7],
    ['A', 'B', [1, 0, 0, 0], 1],
  ]);
});
