// A report: its text with the events in it, what each is made of, and why.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { href, useQuery } from '../address';
import { one, useAnswer } from '../api';
import { ByteIndex } from '../bytes';
import { Correcting } from '../parts/correcting';
import { useKeys } from '../parts/keys';
import { about, Legend, Plain, ReviewWord, StatusWord, Type, Whos } from '../parts/marks';
import { Empty, Shown } from '../parts/state';
import { useVirtual } from '../parts/virtual';
import { blocks, pieces, type Piece, type Range } from '../pieces';
import type { Event, Report, Span, Status } from '../types';
import { count, counted, day, namesOf, oneLine, percent, quadOf, ruleWords, size, statusMeaning, stepWords } from '../words';

export function View() {
  const [query] = useQuery();
  const id = query.get('id') ?? '';
  const version = query.get('version');
  const asked = useAnswer<Report>(id === '' ? null : one('reports', id), { version });
  if (id === '')
    return (
      <div class="view narrow">
        <h1>Report</h1>
        <Empty>
          This address names no report. <a href="/reports">All reports</a>.
        </Empty>
      </div>
    );
  return (
    <div class="view wide">
      <Shown asked={asked} what="Opening the report">
        {(report) => <Opened key={report.id + report.version} report={report} />}
      </Shown>
    </div>
  );
}

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
  event?: Event;
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

/** A link of the report's own is followed only where it leads to the web. */
function isWeb(url: string | null): url is string {
  return url !== null && /^https?:\/\//i.test(url);
}

function passageOf(given: string | null): [number, number] | null {
  const parts = /^(\d+)-(\d+)$/.exec(given ?? '');
  return parts === null ? null : [Number(parts[1]), Number(parts[2])];
}

function Opened({ report }: { report: Report }) {
  const [query, setQuery] = useQuery();
  const [hovered, setHovered] = useState<string | null>(null);
  const chosen = report.events.find((e) => e.id === query.get('event')) ?? null;
  const active = report.events.find((e) => e.id === hovered) ?? chosen;
  const index = useMemo(() => new ByteIndex(report.text), [report.text]);
  const passage = passageOf(query.get('at'));
  const choose = (event: Event | null) => {
    setHovered(null);
    setQuery({ event: event?.id ?? '', at: '' });
  };
  useEffect(() => {
    document.title = `${report.title ?? report.id} · dragoman`;
  }, [report]);

  const step = (by: 1 | -1) => {
    if (report.events.length === 0) return;
    const at = chosen === null ? (by === 1 ? -1 : 0) : report.events.indexOf(chosen);
    choose(report.events[(at + by + report.events.length) % report.events.length]!);
  };
  useKeys((key) => {
    if (key === 'j') step(1);
    else if (key === 'k') step(-1);
    else if (key === 'Escape' && chosen !== null) choose(null);
    else return false;
    return true;
  });

  return (
    <article class="report">
      <header>
        <h1>
          <bdi>
            <Plain text={report.title ?? report.id} />
          </bdi>
        </h1>
        <p class="soft">
          {report.published === null ? 'Day of publication not known' : <time dateTime={report.published}>{day(report.published)}</time>}
          {report.source !== null && (
            <>
              {' · '}
              <bdi>{report.source}</bdi>
            </>
          )}
          {isWeb(report.url) && (
            <>
              {' · '}
              <a href={report.url} rel="noreferrer noopener" target="_blank">
                original
              </a>
            </>
          )}
          {' · '}
          <code>{report.id}</code> {' · '}
          {counted(report.events.length, 'event')} {' · '}
          {size(index.bytes)}
          {report.copies.length > 0 && ` · ${counted(report.copies.length, 'copy', 'copies')} elsewhere`}
        </p>
        {report.versions.length > 1 && <Versions report={report} />}
        <Legend />
      </header>
      <div class="beside">
        <Text report={report} index={index} active={active} chosen={chosen} passage={passage} choose={choose} hover={setHovered} />
        <aside class={chosen === null ? 'panel' : 'panel open'} aria-label="Events of this report">
          {chosen !== null ? (
            <Details event={chosen} report={report} close={() => choose(null)} step={step} />
          ) : (
            <List report={report} choose={choose} hover={setHovered} />
          )}
        </aside>
      </div>
    </article>
  );
}

function Versions({ report }: { report: Report }) {
  return (
    <p>
      Versions:{' '}
      {report.versions.map((v) => (
        <a
          key={v.version}
          class="chip"
          href={href('/report', { id: report.id, version: v.current ? null : v.version })}
          aria-current={v.version === report.version ? 'true' : undefined}
        >
          {v.version}
          {v.current ? ', current' : ''}
        </a>
      ))}
      {!report.current && ' An older version has no events.'}
    </p>
  );
}

// ---- The text ----

interface TextProps {
  report: Report;
  index: ByteIndex;
  active: Event | null;
  chosen: Event | null;
  passage: [number, number] | null;
  choose: (event: Event) => void;
  hover: (id: string | null) => void;
}

/** From so many paragraphs on only those in view are drawn. */
const manyBlocks = 300;

function Text({ report, index, active, chosen, passage, choose, hover }: TextProps) {
  const cut = useMemo(
    () =>
      blocks(
        report.text,
        report.sentences.map((s) => index.at(s.start)),
      ),
    [report, index],
  );
  const triggers = useMemo<Mark[]>(
    () =>
      report.events.map((event) => {
        const [start, end] = index.span(event.trigger.start, event.trigger.end);
        return { start, end, event };
      }),
    [report, index],
  );
  const perBlock = useMemo(() => byBlock(cut, triggers), [cut, triggers]);
  const roles = useMemo(() => (active === null ? [] : rolesOf(active, index)), [active, index]);
  const passageMark = useMemo<Mark[]>(() => {
    if (passage === null) return [];
    const [start, end] = index.span(...passage);
    return [{ start, end, passage: true }];
  }, [passage?.[0], passage?.[1], index]);

  const isLong = cut.length > manyBlocks;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtual(scroller, {
    count: isLong ? cut.length : 0,
    estimate: (i) => 28 * Math.max(1, Math.ceil((cut[i]!.end - cut[i]!.start) / 80)) + 12,
  });

  // What the address names comes into view. In a long text its block is gone to by guessed heights first; while blocks around it
  // are drawn and measured, the words themselves are kept in the middle.
  const wanted = chosen !== null ? index.at(chosen.trigger.start) : passageMark[0]?.start;
  const isComing = useRef(false);
  useLayoutEffect(() => {
    if (wanted === undefined) return;
    isComing.current = true;
    if (isLong) virtual.scrollToOffset(virtual.getOffsetForIndex(blockAt(cut, wanted), 'center')?.[0] ?? 0);
    const come = setTimeout(() => (isComing.current = false), 600);
    return () => clearTimeout(come);
  }, [wanted]);
  useLayoutEffect(() => {
    if (isComing.current) scroller.current?.querySelector('[data-wanted]')?.scrollIntoView({ block: isLong ? 'center' : 'nearest' });
  });

  const draw = (i: number) => (
    <Block
      text={report.text}
      block={cut[i]!}
      marks={[...(perBlock[i] ?? []), ...roles, ...passageMark]}
      active={active}
      chosen={chosen}
      wanted={wanted}
      choose={choose}
      hover={hover}
    />
  );
  if (report.text === '') return <Empty>This report has no text.</Empty>;
  if (!isLong)
    return (
      <div class="text" ref={scroller}>
        {cut.map((_, i) => draw(i))}
        <Strokes root={scroller} active={active} drawn="all" />
      </div>
    );
  const items = virtual.getVirtualItems();
  return (
    <div
      class="text long"
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label="Text of the report"
      onKeyDown={(e) => {
        // How high what was never drawn is, is a guess: the ends are gone to by their blocks.
        if (e.key !== 'Home' && e.key !== 'End') return;
        e.preventDefault();
        virtual.scrollToIndex(e.key === 'Home' ? 0 : cut.length - 1, { align: e.key === 'Home' ? 'start' : 'end' });
      }}
    >
      <div style={{ height: `${virtual.getTotalSize()}px`, position: 'relative' }}>
        <div style={{ position: 'absolute', insetInline: 0, top: `${items[0]?.start ?? 0}px` }}>
          {items.map((item) => (
            <div key={item.key as number} data-index={item.index} ref={(el: HTMLDivElement | null) => virtual.measureElement(el)}>
              {draw(item.index)}
            </div>
          ))}
        </div>
        <Strokes root={scroller} active={active} drawn={`${items[0]?.index}-${items.at(-1)?.index}`} />
      </div>
    </div>
  );
}

function blockAt(cut: readonly Range[], unit: number): number {
  let low = 0;
  let high = cut.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (cut[middle]!.start <= unit) low = middle;
    else high = middle - 1;
  }
  return low;
}

function byBlock(cut: readonly Range[], marks: readonly Mark[]): Mark[][] {
  const out: Mark[][] = cut.map(() => []);
  for (const mark of marks) {
    for (let i = blockAt(cut, mark.start); i < cut.length && cut[i]!.start < mark.end; ++i) out[i]!.push(mark);
  }
  return out;
}

interface BlockProps extends Pick<TextProps, 'active' | 'chosen' | 'choose' | 'hover'> {
  text: string;
  block: Range;
  marks: Mark[];
  wanted: number | undefined;
}

function Block({ text, block, marks, active, chosen, wanted, choose, hover }: BlockProps) {
  const words = text.slice(block.start, block.end);
  if (words.trim() === '') return <div class="gap" />;
  const shownBlock = { start: block.start, end: block.start + words.trimEnd().length };
  return (
    <p dir="auto">
      {pieces(shownBlock, marks).map((piece) => (
        <Drawn key={piece.start} piece={piece} words={text.slice(piece.start, piece.end)} {...{ active, chosen, wanted, choose, hover }} />
      ))}
    </p>
  );
}

interface DrawnProps extends Pick<BlockProps, 'active' | 'chosen' | 'wanted' | 'choose' | 'hover'> {
  piece: Piece<Mark>;
  words: string;
}

function Drawn({ piece, words, active, chosen, wanted, choose, hover }: DrawnProps) {
  if (piece.marks.length === 0) return <Plain text={words} />;
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
      <span class={classes.join(' ')} {...data}>
        {tag}
        <Plain text={words} />
      </span>
    );
  const shownEvent = events.find((e) => e === active) ?? events[0]!;
  const isActive = active !== null && events.includes(active);
  const ends = piece.marks.some((m) => m.event === shownEvent && m.end === piece.end);
  const following = events[(events.indexOf(chosen as Event) + 1) % events.length]!;
  const begins = piece.marks.some((m) => m.event !== undefined && m.start === piece.start);
  return (
    <span
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
      onClick={() => choose(following)}
      onKeyDown={(e) => {
        if (e.key !== 'Enter' && e.key !== ' ') return;
        e.preventDefault();
        choose(following);
      }}
      onPointerEnter={(e) => e.pointerType === 'mouse' && hover(shownEvent.id)}
      onPointerLeave={() => hover(null)}
      onFocus={() => hover(shownEvent.id)}
      onBlur={() => hover(null)}
      {...data}
    >
      {tag}
      <Plain text={words} />
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

function Strokes({ root, active, drawn }: { root: { current: HTMLElement | null }; active: Event | null; drawn: string }) {
  const [strokes, setStrokes] = useState<Stroke[]>([]);
  const svg = useRef<SVGSVGElement>(null);
  useLayoutEffect(() => {
    const draw = () =>
      setStrokes(active === null || root.current === null || svg.current === null ? [] : strokesIn(root.current, svg.current));
    draw();
    const watch = new ResizeObserver(draw);
    if (root.current) watch.observe(root.current);
    return () => watch.disconnect();
  }, [active, drawn]);
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
  const trigger = root.querySelector('.trigger.active');
  if (trigger === null) return [];
  const zero = svg.getBoundingClientRect();
  const middle = (element: Element) => {
    const box = element.getClientRects()[0]!;
    return { x: box.left + box.width / 2 - zero.left, top: box.top - zero.top, bottom: box.bottom - zero.top };
  };
  const to = middle(trigger);
  const out: Stroke[] = [];
  for (const element of root.querySelectorAll('[data-starts]')) {
    for (const role of (element.getAttribute('data-starts') ?? '').split(' ')) {
      if (!['source', 'target', 'by', 'condition'].includes(role) || element === trigger) continue;
      const from = middle(element);
      out.push({ role, ...curve(from, to) });
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

// ---- The panel ----

function List({ report, choose, hover }: { report: Report; choose: (event: Event) => void; hover: (id: string | null) => void }) {
  const [most, setMost] = useState(200);
  if (report.events.length === 0)
    return (
      <>
        <h2>Events</h2>
        <p class="soft">{report.current ? 'Nothing in this report was read as an event.' : 'Events are kept with the current version.'}</p>
      </>
    );
  return (
    <>
      <h2>{counted(report.events.length, 'event')}</h2>
      <p class="soft hint">
        Choose one here or in the text; <kbd>j</kbd> and <kbd>k</kbd> go through them.
      </p>
      <ol class="events">
        {report.events.slice(0, most).map((e) => (
          <li key={e.id}>
            <button
              type="button"
              class="plain"
              onClick={() => choose(e)}
              onMouseEnter={() => hover(e.id)}
              onMouseLeave={() => hover(null)}
              onFocus={() => hover(e.id)}
              onBlur={() => hover(null)}
            >
              <Type type={e.type} /> <StatusWord status={e.status} /> <ReviewWord review={e.review} />
              <span class="line">
                <bdi>{namesOf(e.source)}</bdi> → <bdi>{namesOf(e.target)}</bdi>, “<bdi>{oneLine(e.trigger.text)}</bdi>”
              </span>
            </button>
          </li>
        ))}
      </ol>
      {report.events.length > most && (
        <button type="button" onClick={() => setMost(most + 500)}>
          Show more ({count(report.events.length - most)} left)
        </button>
      )}
    </>
  );
}

function Details({ event, report, close, step }: { event: Event; report: Report; close: () => void; step: (by: 1 | -1) => void }) {
  const within = event.condition?.event;
  return (
    <section class="details" aria-labelledby="details-title">
      <div class="row">
        <h2 id="details-title">
          <Type type={event.type} /> <StatusWord status={event.status} />
        </h2>
        <span class="spacer" />
        <button type="button" class="plain" onClick={() => step(-1)} aria-label="Event before" title="Event before (k)">
          ↑
        </button>
        <button type="button" class="plain" onClick={() => step(1)} aria-label="Next event" title="Next event (j)">
          ↓
        </button>
        <button type="button" class="plain" onClick={close} aria-label="Back to all events" title="All events (Esc)">
          ✕
        </button>
      </div>
      <p>
        <ReviewWord review={event.review} />
      </p>
      <dl>
        <dt>Words</dt>
        <dd>
          “<bdi>{oneLine(event.trigger.text)}</bdi>”, {statusMeaning[event.status]}
        </dd>
        <People name="Source" list={event.source} />
        <People name="Target" list={event.target} />
        <People name="On whose word" list={event.by} none="the report’s own" />
        {event.condition && (
          <>
            <dt>Condition</dt>
            <dd>
              “<bdi>{oneLine(event.condition.text)}</bdi>”
              {within && report.events.some((e) => e.id === within) && (
                <>
                  {' '}
                  <a href={href('/report', { id: report.id, event: within })}>its event</a>
                </>
              )}
            </dd>
          </>
        )}
        {event.place && (
          <>
            <dt>Where</dt>
            <dd>
              <bdi>
                {event.place.relation ? `${event.place.relation} ` : ''}
                {event.place.name ?? oneLine(event.place.text)}
              </bdi>
              {event.place.precision && <span class="soft"> ({event.place.precision})</span>}
            </dd>
          </>
        )}
        {event.time && (
          <>
            <dt>When</dt>
            <dd>
              “<bdi>{oneLine(event.time.text)}</bdi>”
              {(event.time.from ?? event.time.until) && (
                <span class="soft">
                  ,{' '}
                  {event.time.from === event.time.until
                    ? day(event.time.from)
                    : `${event.time.from ? day(event.time.from) : '…'} to ${event.time.until ? day(event.time.until) : '…'}`}
                </span>
              )}
            </dd>
          </>
        )}
        {event.goods?.map((g) => (
          <>
            <dt>Goods</dt>
            <dd>
              <bdi>{oneLine(g.text)}</bdi>
              {g.supplier && <span class="soft"> supplied by {g.supplier}</span>}
            </dd>
          </>
        ))}
        {(event.killed !== null || event.injured !== null) && (
          <>
            <dt>Toll</dt>
            <dd>
              {event.killed !== null && `${count(event.killed)} killed`}
              {event.killed !== null && event.injured !== null && ', '}
              {event.injured !== null && `${count(event.injured)} injured`}
            </dd>
          </>
        )}
        {event.cameo !== null && (
          <>
            <dt>CAMEO</dt>
            <dd>
              {event.cameo}
              {event.goldstein !== null && <span class="soft">, Goldstein {String(event.goldstein).replace('-', '−')}</span>}
            </dd>
          </>
        )}
        <dt>Confidence</dt>
        <dd>
          <meter min={0} max={1} value={event.confidence} aria-label="Confidence" /> {percent(event.confidence)}
        </dd>
      </dl>
      <h3>Why</h3>
      <ul class="why">
        {event.why.map((r, i) => (
          <li key={i}>
            <span>{stepWords[r.step] ?? r.step}</span>{' '}
            {r.from === 'rule' ? (
              <span>
                <span class="from">rule</span> {r.name ? ruleWords(r.name) : ''}
              </span>
            ) : (
              <span>
                <span class="from">model</span> {r.name ?? ''} {r.score === null || r.score === undefined ? '' : percent(r.score)}
              </span>
            )}
          </li>
        ))}
      </ul>
      <p class="soft">
        Bytes {event.trigger.start}–{event.trigger.end} · <code>{event.id}</code>
        {event.incident && (
          <>
            {' · '}
            <a href={href('/incident', { id: event.incident })}>the incident</a>
          </>
        )}
      </p>
      <Correcting key={event.id} event={event} />
    </section>
  );
}

function People({ name, list, none = 'not told' }: { name: string; list: Event['source']; none?: string }) {
  return (
    <>
      <dt>{name}</dt>
      {list.length === 0 && <dd class="soft">{none}</dd>}
      {list.map((p, i) => (
        <dd key={i}>
          <Whos list={[p]} />
          {p.name !== null && oneLine(p.text) !== p.name && (
            <span class="soft">
              {' '}
              “<bdi>{oneLine(p.text)}</bdi>”
            </span>
          )}
          {about(p) !== '' && <span class="soft">, {about(p)}</span>}
          {p.actor === null && p.candidates !== undefined && p.candidates.length > 0 && (
            <span class="soft">; may be {p.candidates.map((c) => `${c.actor} (${percent(c.score)})`).join(', ')}</span>
          )}
        </dd>
      ))}
    </>
  );
}
