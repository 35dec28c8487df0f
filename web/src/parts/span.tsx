// A range on a line of steps, with two thumbs.

import { useEffect, useRef, useState } from 'preact/hooks';

interface Props {
  name: string;
  steps: string[];
  from: number;
  to: number;
  set: (from: number, to: number) => void;
}

export function Span({ name, steps, from, to, set }: Props) {
  const last = steps.length - 1;
  const [held, hold] = useState<[number, number]>([from, to]);
  useEffect(() => hold([from, to]), [from, to]);
  const later = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // What stands behind it is asked for when the hand rests.
  const move = (now: [number, number]) => {
    hold(now);
    clearTimeout(later.current);
    later.current = setTimeout(() => set(...now), 150);
  };
  return (
    <fieldset>
      <legend>
        {name}: <span class="soft">{held[0] === held[1] ? steps[held[0]] : `${steps[held[0]]} to ${steps[held[1]]}`}</span>
      </legend>
      <div class="span">
        <div class="between" style={{ left: `${(100 * held[0]) / last}%`, right: `${100 - (100 * held[1]) / last}%` }} />
        <input
          type="range"
          min={0}
          max={last}
          value={held[0]}
          aria-label={`${name}, first`}
          aria-valuetext={steps[held[0]]!}
          onInput={(e) => move([Math.min(Number(e.currentTarget.value), held[1]), held[1]])}
        />
        <input
          type="range"
          min={0}
          max={last}
          value={held[1]}
          aria-label={`${name}, last`}
          aria-valuetext={steps[held[1]]!}
          onInput={(e) => move([held[0], Math.max(Number(e.currentTarget.value), held[0])])}
        />
      </div>
    </fieldset>
  );
}
