// A long list of which the server gives a piece at a time: pieces come as they are scrolled to.

import { useEffect, useReducer, useRef } from 'preact/hooks';
import { href, type Values } from '../address';
import { ask, Refusal } from '../api';

const piece = 100;

export interface Pages<T> {
  total: number | null;
  why: Refusal | null;
  at: (index: number) => T | undefined;
  need: (first: number, last: number) => void;
}

export function usePages<T>(path: string, values: Values, read: (answer: { total: number }) => T[], asOf: number): Pages<T> {
  const [, again] = useReducer((n: number) => n + 1, 0);
  const key = href(path, values) + ' ' + asOf;
  const state = useRef({
    key: '',
    rows: new Map<number, T[]>(),
    asked: new Set<number>(),
    total: null as number | null,
    why: null as Refusal | null,
  });
  // Another question, another list; the total of the last one stays until the new one is known.
  if (state.current.key !== key) state.current = { key, rows: new Map(), asked: new Set(), total: null, why: null };
  const own = state.current;
  const bring = (n: number) => {
    if (own.asked.has(n)) return;
    own.asked.add(n);
    ask<{ total: number }>(href(path, { ...values, offset: n * piece, limit: piece })).then(
      (answer) => {
        own.rows.set(n, read(answer));
        own.total = answer.total;
        own.why = null;
        if (state.current === own) again(undefined as never);
      },
      (why: unknown) => {
        own.asked.delete(n);
        own.why = why instanceof Refusal ? why : new Refusal(String(why), 0);
        if (state.current === own) again(undefined as never);
      },
    );
  };
  useEffect(() => bring(0), [key]);
  return {
    total: own.total,
    why: own.why,
    at: (index) => own.rows.get(Math.floor(index / piece))?.[index % piece],
    need: (first, last) => {
      for (let n = Math.floor(first / piece); n <= Math.floor(last / piece); ++n) bring(n);
    },
  };
}
