import { expect, it } from 'vitest';
import { decide, lastDecided, left, moved, queueOf, undone } from '../../src/queue';

it('goes on to the next that is open, and at last to those passed over', () => {
  let q = queueOf(['a', 'b', 'c']);
  q = moved(q, 1);
  q = decide(q, 1, 'accept');
  expect(q.at).toBe(2);
  q = decide(q, 2, 'reject');
  expect(q.at).toBe(0);
  q = decide(q, 0, 'mend');
  expect([q.at, left(q)]).toEqual([0, 0]);
});

it('takes back the last decision first, and comes back to it', () => {
  let q = decide(decide(queueOf(['a', 'b', 'c']), 0, 'accept'), 1, 'reject');
  expect(lastDecided(q)).toBe(1);
  q = undone(q, 1);
  expect([q.at, lastDecided(q), left(q)]).toEqual([1, 0, 2]);
});

it('does not walk over its ends', () => {
  expect(moved(queueOf(['a']), 1).at).toBe(0);
  expect(moved(queueOf(['a']), -1).at).toBe(0);
});
