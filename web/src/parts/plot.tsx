// A chart over time: uPlot draws it, the keyboard walks along it, and what stands at the cursor is said in words.

import 'uplot/dist/uPlot.min.css';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { useThemeTurns } from './theme';

/** What a CSS colour is in the theme of now, for a canvas. */
export function colour(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

export function axis(extra: uPlot.Axis = {}): uPlot.Axis {
  const thin = { stroke: colour('line'), width: 1 };
  return {
    stroke: colour('soft'),
    grid: thin,
    ticks: { ...thin, size: 5 },
    font: `12px ${getComputedStyle(document.body).fontFamily}`,
    ...extra,
  };
}

interface Props {
  name: string;
  height: number;
  data: uPlot.AlignedData;
  /** Made anew when the theme changes. */
  options: () => Omit<uPlot.Options, 'width' | 'height'>;
  /** The cursor, shared by charts of the same times. */
  at: number | null;
  setAt: (index: number | null) => void;
  /** What stands at a point, in words. */
  say: (index: number) => string;
  open?: (index: number) => void;
}

export function Plot({ name, height, data, options, at, setAt, say, open }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ setAt, open });
  latest.current = { setAt, open };
  const theme = useThemeTurns();

  useLayoutEffect(() => {
    const element = box.current!;
    const given = options();
    const made = new uPlot(
      {
        ...given,
        width: element.clientWidth,
        height,
        legend: { show: false },
        cursor: { drag: { x: true, y: false }, y: false, points: { show: false }, ...given.cursor },
        hooks: {
          ...given.hooks,
          setCursor: [(u) => u.cursor.left !== undefined && u.cursor.left >= 0 && latest.current.setAt(u.cursor.idx ?? null)],
        },
      },
      data,
      element,
    );
    let pressed = 0;
    made.over.addEventListener('pointerdown', (e) => (pressed = e.clientX));
    made.over.addEventListener('click', (e) => {
      const isDrag = Math.abs(e.clientX - pressed) > 4;
      if (!isDrag && made.cursor.idx !== null && made.cursor.idx !== undefined) latest.current.open?.(made.cursor.idx);
    });
    plot.current = made;
    const watch = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.destroy();
    };
  }, [data, height, theme, options]);

  useEffect(() => {
    const u = plot.current;
    if (u === null || at === null || u.cursor.idx === at) return;
    u.setCursor({ left: u.valToPos(data[0]![at]!, 'x'), top: -1 }, false);
  }, [at, data]);

  const last = data[0]!.length - 1;
  return (
    <div
      class="plot"
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label={`${name}. Arrow keys walk along it${open ? ', Enter opens what stands there' : ''}.`}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={at ?? 0}
      aria-valuetext={at === null ? 'not begun' : say(at)}
      onKeyDown={(e) => {
        const now = at ?? last;
        const to = { ArrowLeft: now - 1, ArrowRight: now + 1, PageUp: now - 10, PageDown: now + 10, Home: 0, End: last }[e.key];
        if (to !== undefined) setAt(Math.max(0, Math.min(last, to)));
        else if (e.key === 'Enter' && at !== null) open?.(at);
        else return;
        e.preventDefault();
      }}
    />
  );
}
