import { expect, it } from 'vitest';
import { labels } from '../../src/labels';

it('a name stands at the right where there is room', () => {
  expect(labels([{ x: 100, y: 100, r: 10, name: 'Turkey' }], 500, 500)).toEqual([{ x: 14, y: 4, anchor: 'start' }]);
});

it('it goes elsewhere when a circle or the edge is in the way', () => {
  const [first] = labels(
    [
      { x: 100, y: 100, r: 10, name: 'Turkey' },
      { x: 130, y: 100, r: 10, name: 'Iran' },
    ],
    500,
    500,
  );
  expect(first!.anchor).toBe('end');
  expect(labels([{ x: 480, y: 100, r: 10, name: 'Turkey' }], 500, 500)[0]!.anchor).toBe('end');
});

it('the second of two on one spot does not lie over the first', () => {
  const [a, b] = labels(
    [
      { x: 100, y: 100, r: 6, name: 'Turkey' },
      { x: 100, y: 103, r: 6, name: 'Syria' },
    ],
    500,
    500,
  );
  expect(a).not.toEqual(b);
});
