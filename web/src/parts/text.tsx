// The text of a report with its events in it. All of it stands in the page, so that the browser's own search and a screen reader
// reach every word; it is cut into chunks that come in one after another, and the browser lays out those in view alone.

import { Component } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ByteIndex } from '../bytes';
import { blocks, chunks, holding, pieces, shown, type Chunk, type Piece, type Range } from '../pieces';
import type { Event, EventHead, Report, Span, Status } from '../types';
import { quadOf } from '../words';
import { Plain } from './marks';
import { useNarrow } from './narrow';
import { Empty } from './state';

type Role = 'source' | 'target' | 'by' | 'cue' | 'condition' | 'place' | 'time' | 'goods';
const roleWords: Record<Role, string> = {
  source: 'source',
  target: 'target',
  by: 'says',
  cue: 'said',
  condition: 'condition',
  place: 'where',
  time: 'when',
  goods: 'goods',
};

/** What is not told as done says so beside its words. */
const standing: Record<Status, string> = {
  actual: '',
  future: 'will',
  conditional: 'if',
  possible: 'may',
  demanded: 'asked',
  negated: 'not',
};

interface Mark extends Range {
  event?: EventHead;
  role?: Role;
  /** Of several mouths, the how-manieth, from 1. */
  place?: number;
  passage?: true;
}

function rolesOf(event: Event, index: ByteIndex): Mark[] {
  const out: Mark[] = [];
  const add = (role: Role, span: Span | null | undefined, place?: number) => {
    if (!span) return;
    const [start, end] = index.span(span.start, span.end);
    out.push({ start, end, role, ...(place === undefined ? {} : { place }) });
  };
  event.source.forEach((p) => add('source', p));
  event.target.forEach((p) => add('target', p));
  event.by.forEach((p, i) => {
    add('by', p, event.by.length > 1 ? i + 1 : undefined);
    add('cue', p.cue);
  });
  add('condition', event.condition);
  add('place', event.place);
  add('time', event.time);
  event.goods?.forEach((g) => add('goods', g));
  return out;
}

interface Props {
  report: Report;
  index: ByteIndex;
  /** The event pointed at, else the one chosen. */
  active: EventHead | null;
  /** The whole of it, as soon as it is known. */
  whole: Event | null;
  chosen: EventHead | null;
  /** Bytes that the address names. */
  passage: [number, number] | null;
  choose: (event: EventHead) => void;
  hover: (id: string | null) => void;
}

const nothing: readonly Mark[] = [];

export function Text({ report, index, active, whole, chosen, passage, choose, hover }: Props) {
  const cut = useMemo(
    () =>
      blocks(
        report.text,
        report.sentences.map((s) => index.at(s.start)),
      ),
    [report, index],
  );
  const parts = useMemo(() => chunks(cut), [cut]);
  const triggers = useMemo<Mark[]>(
    () =>
      report.events.map((event) => {
        const [start, end] = index.span(event.trigger.start, event.trigger.end);
        return { start, end, event };
      }),
    [report, index],
  );
  const perBlock = useMemo(() => byBlock(cut, triggers), [cut, triggers]);
  const roles = useMemo(() => (whole === null ? nothing : rolesOf(whole, index)), [whole, index]);
  const passageMark = useMemo<readonly Mark[]>(() => {
    if (passage === null) return nothing;
    const [start, end] = index.span(...passage);
    return [{ start, end, passage: true }];
  }, [passage?.[0], passage?.[1], index]);
  const own = useRef({ choose, hover });
  own.current = { choose, hover };
  const hands = useMemo(
    () => ({ choose: (e: EventHead) => own.current.choose(e), hover: (id: string | null) => own.current.hover(id) }),
    [],
  );

  const root = useRef<HTMLDivElement>(null);
  const wanted = chosen !== null ? index.at(chosen.trigger.start) : passageMark[0]?.start;
  const wantedPart = wanted === undefined ? -1 : holding(parts, wanted);
  const drawn = useGrowing(parts.length);
  useLayoutEffect(() => comeIntoView(root.current?.children[wantedPart]), [wanted]);

  // Heights are guessed until a chunk is first in view, by those of the first one drawn: what comes into view moves little then.
  const isNarrow = useNarrow();
  const [scale, setScale] = useState(1);
  useLayoutEffect(() => {
    const at = Math.max(0, wantedPart);
    const chunk = root.current?.children[at];
    if (chunk === undefined || parts[at] === undefined) return;
    const real = [...chunk.children].reduce((sum, child) => sum + child.getBoundingClientRect().height, 0);
    if (real > 0) setScale(real / guessed(cut, parts[at]));
  }, [isNarrow, parts]);
  if (report.text === '') return <Empty>This report has no text.</Empty>;
  const lit = (mark: Range | undefined, part: Range) => mark !== undefined && mark.start < part.end && mark.end > part.start;
  const markOf = (event: EventHead | null) => (event === null ? undefined : triggers[report.events.indexOf(event)]);
  const [activeMark, chosenMark] = [markOf(active), markOf(chosen)];
  return (
    <div class="text" ref={root} aria-busy={drawn < parts.length}>
      {parts.map((part, i) => (
        <Drawing
          key={part.start}
          text={report.text}
          cut={cut}
          part={part}
          perBlock={perBlock}
          scale={scale}
          isDrawn={i < drawn || Math.abs(i - wantedPart) <= 1}
          roles={roles.some((m) => lit(m, part)) ? roles : nothing}
          passage={lit(passageMark[0], part) ? passageMark : nothing}
          active={lit(activeMark, part) ? active : null}
          chosen={lit(chosenMark, part) ? chosen : null}
          wanted={i === wantedPart ? wanted : undefined}
          hands={hands}
        />
      ))}
      <Strokes root={root} active={active} roles={roles} />
    </div>
  );
}

/** How many chunks are drawn by now: some at once, the others a few at a time, so that the hand never waits for them. */
function useGrowing(all: number): number {
  const atOnce = 8;
  const [drawn, setDrawn] = useState(atOnce);
  useEffect(() => {
    if (drawn >= all) return;
    const later = setTimeout(() => setDrawn(drawn + atOnce), 0);
    return () => clearTimeout(later);
  }, [drawn, all]);
  return drawn;
}

/** What the address names comes to the middle, unless it is seen; again while the heights around it become known. */
function comeIntoView(chunk: Element | undefined): (() => void) | undefined {
  if (chunk === undefined) return;
  let turns = 4;
  let next = 0;
  const come = () => {
    const words = chunk.querySelector('[data-wanted]');
    if (words === null) return;
    const box = words.getBoundingClientRect();
    // On a phone the panel stands over the lower half.
    const free = matchMedia('(max-width: 60rem)').matches ? innerHeight / 2 : innerHeight;
    if (box.top < 80 || box.bottom > free) words.scrollIntoView({ block: 'center' });
    if (--turns > 0) next = requestAnimationFrame(come);
  };
  come();
  return () => cancelAnimationFrame(next);
}

function byBlock(cut: readonly Range[], marks: readonly Mark[]): Mark[][] {
  const out: Mark[][] = cut.map(() => []);
  for (const mark of marks) {
    for (let i = holding(cut, mark.start); i < cut.length && cut[i]!.start < mark.end; ++i) out[i]!.push(mark);
  }
  return out;
}

// ---- A chunk ----

interface Hands {
  choose: (event: EventHead) => void;
  hover: (id: string | null) => void;
}

interface DrawingProps {
  text: string;
  cut: readonly Range[];
  part: Chunk;
  perBlock: readonly Mark[][];
  scale: number;
  isDrawn: boolean;
  roles: readonly Mark[];
  passage: readonly Mark[];
  active: EventHead | null;
  chosen: EventHead | null;
  wanted: number | undefined;
  hands: Hands;
}

/** How high a chunk will be, in pixels, where a line has 80 letters. */
function guessed(cut: readonly Range[], { first, last }: Chunk): number {
  return cut.slice(first, last).reduce((sum, b) => sum + 32 * Math.ceil((b.end - b.start) / 80) + 12, 0);
}

/** Drawn anew only when something in it has changed: pointing at an event touches its own chunk, not a thousand others. */
class Drawing extends Component<DrawingProps> {
  override shouldComponentUpdate(next: DrawingProps): boolean {
    return (Object.keys(next) as (keyof DrawingProps)[]).some((name) => next[name] !== this.props[name]);
  }

  override render() {
    const { text, cut, part, perBlock, scale, isDrawn, roles, passage, active, chosen, wanted, hands } = this.props;
    const own = cut.slice(part.first, part.last);
    const high = Math.round(scale * guessed(cut, part));
    if (!isDrawn) return <div class="chunk" style={{ height: `${high}px` }} />;
    return (
      <div
        class="chunk"
        style={{ containIntrinsicBlockSize: `auto ${high}px` }}
        data-lit={active === null && roles.length === 0 ? undefined : ''}
      >
        {own.map((block, i) =>
          drawnBlock({
            text,
            block,
            marks: [...perBlock[part.first + i]!, ...roles, ...passage],
            ...{ active, chosen, wanted, hands },
          }),
        )}
      </div>
    );
  }
}

interface BlockProps extends Pick<DrawingProps, 'text' | 'active' | 'chosen' | 'wanted' | 'hands'> {
  block: Range;
  marks: Mark[];
}

// Plain functions, no components: a long report has hundreds of thousands of pieces.

function drawnBlock({ text, block, marks, active, chosen, wanted, hands }: BlockProps) {
  const words = text.slice(block.start, block.end);
  if (words.trim() === '') return <div key={block.start} class="gap" />;
  const shownBlock = { start: block.start, end: block.start + words.trimEnd().length };
  return (
    <p key={block.start} dir="auto">
      {pieces(shownBlock, marks).map((piece) =>
        drawnPiece({ piece, words: text.slice(piece.start, piece.end), active, chosen, wanted, hands }),
      )}
    </p>
  );
}

/** Text as text; only where something in it would not be seen it takes more than a string. */
function plain(words: string) {
  const all = shown(words);
  return all.length === 1 && typeof all[0] === 'string' ? all[0] : <Plain text={words} />;
}

interface DrawnProps extends Pick<BlockProps, 'active' | 'chosen' | 'wanted' | 'hands'> {
  piece: Piece<Mark>;
  words: string;
}

function drawnPiece({ piece, words, active, chosen, wanted, hands }: DrawnProps) {
  if (piece.marks.length === 0) return plain(words);
  const events = piece.marks.flatMap((m) => (m.event ? [m.event] : []));
  const roles = piece.marks.filter((m) => m.role !== undefined);
  const passage = piece.marks.some((m) => m.passage);
  const isWanted = wanted !== undefined && piece.marks.some((m) => m.start === wanted && (m.event === chosen || m.passage));
  const names = roles
    .filter((m) => m.role !== 'cue' && (m.role === 'condition' ? m.end === piece.end : m.start === piece.start))
    .map((m) => roleWords[m.role!] + (m.place === undefined ? '' : ` ${m.place}`));
  // A condition is named at its end: at its beginning there is often somebody to be named.
  const isAtEnd = roles.some((m) => m.role === 'condition' && m.end === piece.end);
  const tag = names.length > 0 && (
    <span class={isAtEnd ? 'tag end' : 'tag'} aria-hidden="true">
      {names.join(', ')}
    </span>
  );
  const classes = [...roles.map((m) => `role ${m.role}`), passage ? 'passage' : ''];
  const data = {
    ...(roles.length > 0
      ? {
          'data-role': roles.map((m) => m.role).join(' '),
          'data-starts': roles
            .filter((m) => m.start === piece.start)
            .map((m) => m.role)
            .join(' '),
        }
      : {}),
    ...(isWanted ? { 'data-wanted': '' } : {}),
  };
  if (events.length === 0)
    return (
      <span key={piece.start} class={classes.join(' ')} {...data}>
        {tag}
        {plain(words)}
      </span>
    );
  const shownEvent = events.find((e) => e === active) ?? events[0]!;
  const isActive = active !== null && events.includes(active);
  const ends = piece.marks.some((m) => m.event === shownEvent && m.end === piece.end);
  const following = events[(events.indexOf(chosen as EventHead) + 1) % events.length]!;
  const begins = piece.marks.some((m) => m.event !== undefined && m.start === piece.start);
  return (
    <span
      key={piece.start}
      {...(begins
        ? {
            role: 'button' as const,
            tabIndex: 0,
            'aria-pressed': chosen !== null && events.includes(chosen),
            'aria-label': `${words}: ${events.map((e) => `${e.type}, ${e.status}`).join('; ')}`,
          }
        : {})}
      class={['trigger', quadOf(shownEvent.type), shownEvent.status, `was-${shownEvent.review}`, isActive ? 'active' : '', ...classes].join(
        ' ',
      )}
      onClick={() => hands.choose(following)}
      onKeyDown={(e) => {
        if (e.key !== 'Enter' && e.key !== ' ') return;
        e.preventDefault();
        hands.choose(following);
      }}
      onPointerEnter={(e) => e.pointerType === 'mouse' && hands.hover(shownEvent.id)}
      onPointerLeave={() => hands.hover(null)}
      onFocus={() => hands.hover(shownEvent.id)}
      onBlur={() => hands.hover(null)}
      {...data}
    >
      {tag}
      {plain(words)}
      {events.length > 1 && <sup aria-hidden="true">{events.length}</sup>}
      {shownEvent.status !== 'actual' && ends && (
        <span class="standing" aria-hidden="true">
          {standing[shownEvent.status]}
        </span>
      )}
    </span>
  );
}

// ---- Lines from the event's words to what belongs to it ----

interface Stroke {
  path: string;
  role: string;
  x: number;
  y: number;
}

function Strokes({ root, active, roles }: { root: { current: HTMLElement | null }; active: EventHead | null; roles: readonly Mark[] }) {
  const [strokes, setStrokes] = useState<Stroke[]>([]);
  const svg = useRef<SVGSVGElement>(null);
  useLayoutEffect(() => {
    const draw = () => setStrokes(root.current === null || svg.current === null ? [] : strokesIn(root.current, svg.current));
    draw();
    const watch = new ResizeObserver(draw);
    if (root.current) watch.observe(root.current);
    return () => watch.disconnect();
  }, [active, roles]);
  return (
    <svg ref={svg} class="strokes" aria-hidden="true">
      {strokes.map((s, i) => (
        <g key={i}>
          <path d={s.path} class={s.role} />
          <circle cx={s.x} cy={s.y} r={2.5} />
        </g>
      ))}
    </svg>
  );
}

function strokesIn(root: HTMLElement, svg: SVGSVGElement): Stroke[] {
  const lit = [...root.children].filter((chunk) => (chunk as HTMLElement).dataset['lit'] === '');
  const trigger = lit.map((chunk) => chunk.querySelector('.trigger.active')).find((found) => found !== null);
  if (trigger === undefined) return [];
  const zero = svg.getBoundingClientRect();
  const middle = (element: Element) => {
    const box = element.getClientRects()[0];
    return box === undefined ? null : { x: box.left + box.width / 2 - zero.left, top: box.top - zero.top, bottom: box.bottom - zero.top };
  };
  const to = middle(trigger);
  const out: Stroke[] = [];
  for (const element of lit.flatMap((chunk) => [...chunk.querySelectorAll('[data-starts]')])) {
    for (const role of (element.getAttribute('data-starts') ?? '').split(' ')) {
      if (!['source', 'target', 'by', 'condition'].includes(role) || element === trigger) continue;
      const from = middle(element);
      if (from !== null && to !== null) out.push({ role, ...curve(from, to) });
    }
  }
  return out;
}

interface Box {
  x: number;
  top: number;
  bottom: number;
}

/** On one line an arch over the words; between lines from edge to edge, so that it runs through as little text as can be. */
function curve(from: Box, to: Box): { path: string; x: number; y: number } {
  const isOneLine = from.top < to.bottom && to.top < from.bottom;
  if (isOneLine) {
    const over = Math.min(from.top, to.top) - Math.min(22, 8 + Math.abs(from.x - to.x) / 16);
    return { path: `M${from.x} ${from.top}C${from.x} ${over} ${to.x} ${over} ${to.x} ${to.top}`, x: from.x, y: from.top };
  }
  const [y, end] = from.bottom <= to.top ? [from.bottom, to.top] : [from.top, to.bottom];
  const middle = (y + end) / 2;
  return { path: `M${from.x} ${y}C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${end}`, x: from.x, y };
}
