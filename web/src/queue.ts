// Which thing of a queue stands before the reviewer, what was decided of each, and what "undo" takes back.

import type { Verb } from './types';

export type Decided = Exclude<Verb, 'undo'>;

export interface Queue<Item> {
  items: readonly Item[];
  at: number;
  /** By place in the queue. */
  decided: ReadonlyMap<number, Decided>;
  /** Places in the order in which they were decided. */
  order: readonly number[];
}

export function queueOf<Item>(items: readonly Item[]): Queue<Item> {
  return { items, at: 0, decided: new Map(), order: [] };
}

export function moved<Item>(queue: Queue<Item>, by: 1 | -1): Queue<Item> {
  return { ...queue, at: Math.max(0, Math.min(queue.items.length - 1, queue.at + by)) };
}

/** What is decided goes by, and the next thing that is not comes up; after the last, one before that was passed over. */
export function decide<Item>(queue: Queue<Item>, place: number, verb: Decided): Queue<Item> {
  const decided = new Map(queue.decided).set(place, verb);
  const order = [...queue.order.filter((p) => p !== place), place];
  const open = queue.items.map((_, i) => i).filter((i) => !decided.has(i));
  const next = open.find((i) => i > place) ?? open[0];
  return { ...queue, decided, order, at: next ?? place };
}

export function lastDecided<Item>(queue: Queue<Item>): number | undefined {
  return queue.order.at(-1);
}

/** Takes back what was decided of one, and comes back to it. */
export function undone<Item>(queue: Queue<Item>, place: number): Queue<Item> {
  const decided = new Map(queue.decided);
  decided.delete(place);
  return { ...queue, decided, order: queue.order.filter((p) => p !== place), at: place };
}

export function left<Item>(queue: Queue<Item>): number {
  return queue.items.length - queue.decided.size;
}
