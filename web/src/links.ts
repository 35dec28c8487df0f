// Edges one way to links both ways: what two do to each other, by class.

import type { Network } from './types';

export interface Link {
  a: string;
  b: string;
  names: [string, string];
  quads: [number, number, number, number];
  total: number;
}

/** The busiest first; what somebody does to himself is no link. */
export function links(edges: Network['edges']): Link[] {
  const found = new Map<string, Link>();
  for (const e of edges) {
    if (e.source === e.target) continue;
    const [a, b] = e.source < e.target ? [e.source, e.target] : [e.target, e.source];
    const key = JSON.stringify([a, b]);
    const link = found.get(key) ?? { a, b, names: [a, b], quads: [0, 0, 0, 0], total: 0 };
    e.quads.forEach((n, q) => (link.quads[q as 0 | 1 | 2 | 3] += n));
    link.total += e.incidents;
    found.set(key, link);
  }
  return [...found.values()].sort((x, y) => y.total - x.total || (x.a + x.b < y.a + y.b ? -1 : 1));
}
