// Draws only what is in view of a long list.

import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';

interface Options {
  count: number;
  /** Height in pixels, until it is measured. */
  estimate: (index: number) => number;
  overscan?: number;
}

export type Virtual = Virtualizer<HTMLElement, HTMLElement>;

export function useVirtual(scroller: RefObject<HTMLElement | null>, { count, estimate, overscan = 8 }: Options): Virtual {
  const [, again] = useReducer((n: number) => n + 1, 0);
  const options = {
    count,
    estimateSize: estimate,
    overscan,
    getScrollElement: () => scroller.current,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => again(undefined as never),
  };
  const kept = useRef<Virtual | null>(null);
  kept.current ??= new Virtualizer<HTMLElement, HTMLElement>(options);
  const virtual = kept.current;
  virtual.setOptions(options);
  useLayoutEffect(() => virtual._didMount(), [virtual]);
  useLayoutEffect(() => virtual._willUpdate());
  return virtual;
}
