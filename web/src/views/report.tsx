// A report: its text with the events in it, what each is made of, and why.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { href, useQuery } from '../address';
import { one, useAnswer } from '../api';
import { ByteIndex } from '../bytes';
import { Correcting } from '../parts/correcting';
import { useKeys } from '../parts/keys';
import { about, Legend, Plain, ReviewWord, StatusWord, Type, Whos } from '../parts/marks';
import { Empty, Faulty, Loading, Shown } from '../parts/state';
import { Text } from '../parts/text';
import type { Event, EventAnswer, EventHead, Report } from '../types';
import { count, counted, day, listed, oneLine, percent, ruleWords, size, statusMeaning, stepWords } from '../words';

/** A long report that has its events is not brought again for whatever else comes into the account. */
function isLong(report: Report): boolean {
  return report.text.length > 500_000 && report.events.length > 0;
}

export function View() {
  const [query] = useQuery();
  const id = query.get('id') ?? '';
  const version = query.get('version');
  const asked = useAnswer<Report>(id === '' ? null : one('reports', id), { version, events: 'heads' }, isLong);
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

/** A link of the report's own is followed only where it leads to the web. */
function isWeb(url: string | null): url is string {
  return url !== null && /^https?:\/\//i.test(url);
}

function passageOf(given: string | null): [number, number] | null {
  const parts = /^(\d+)-(\d+)$/.exec(given ?? '');
  return parts === null ? null : [Number(parts[1]), Number(parts[2])];
}

/** The record that a head stands for, once it is known; what was known of it stays while it is asked for again. */
function useWhole(head: EventHead | null): { event: Event | null; problem: string } {
  const asked = useAnswer<EventAnswer>(head === null ? null : one('events', head.id));
  const last = useRef<Event | null>(null);
  if (asked.value !== null) last.current = asked.value.event;
  const event = head !== null && last.current?.id === head.id ? last.current : null;
  return { event, problem: asked.state === 'failed' ? asked.why.message : '' };
}

function Opened({ report }: { report: Report }) {
  const [query, setQuery] = useQuery();
  const [hovered, setHovered] = useState<string | null>(null);
  const chosen = report.events.find((e) => e.id === query.get('event')) ?? null;
  const active = report.events.find((e) => e.id === hovered) ?? chosen;
  const index = useMemo(() => new ByteIndex(report.text), [report.text]);
  const passage = passageOf(query.get('at'));
  const { event: whole } = useWhole(active);
  const choose = (event: EventHead | null) => {
    setHovered(null);
    setQuery({ event: event?.id ?? '', at: '' });
  };
  useEffect(() => {
    document.title = `${report.title ?? report.id} · dragoman`;
  }, [report]);

  const asked = query.get('find') ?? '';
  const found = useMemo(() => among(report.events, asked), [report, asked]);
  // Of those found, or of all.
  const panel = useRef<HTMLElement>(null);
  useFocusKept(panel, chosen);
  const step = (by: 1 | -1) => {
    const list = found.length > 0 ? found : report.events;
    if (list.length === 0) return;
    const at = chosen === null ? -1 : list.indexOf(chosen);
    choose(list[at === -1 ? (by === 1 ? 0 : list.length - 1) : (at + by + list.length) % list.length]!);
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
        <Text {...{ report, index, active, chosen, passage, choose }} whole={whole} hover={setHovered} />
        <aside ref={panel} class={chosen === null ? 'panel' : 'panel open'} aria-label="Events of this report">
          {chosen !== null ? (
            <Details key={chosen.id} head={chosen} report={report} close={() => choose(null)} step={step} />
          ) : (
            <List {...{ report, found, choose }} hover={setHovered} />
          )}
        </aside>
      </div>
    </article>
  );
}

/** Where the panel shows something else under a hand that is in it, the hand stays: on the event's name, or on its line again. */
function useFocusKept(panel: { current: HTMLElement | null }, chosen: EventHead | null): void {
  const before = useRef(chosen);
  useLayoutEffect(() => {
    const last = before.current;
    before.current = chosen;
    if (last?.id === chosen?.id) return;
    const hand = document.activeElement;
    if (hand !== document.body && !panel.current?.contains(hand)) return;
    const line = last === null ? null : panel.current?.querySelector<HTMLElement>(`[data-event="${CSS.escape(last.id)}"]`);
    (chosen === null && line ? line : panel.current?.querySelector<HTMLElement>('h2'))?.focus({ preventScroll: true });
  }, [chosen]);
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

// ---- The panel ----

/** Events of which the list says all the words asked for, in any order. */
function among(events: EventHead[], asked: string): EventHead[] {
  const words = oneLine(asked.toLowerCase()).split(' ');
  if (words[0] === '') return events;
  const said = (e: EventHead) =>
    [e.type, e.status, e.review === 'none' ? '' : e.review, ...e.source, ...e.target, e.trigger.text].map(oneLine).join(' ').toLowerCase();
  return events.filter((e) => {
    const all = said(e);
    return words.every((w) => all.includes(w));
  });
}

/** From so many events on they can be searched. */
const manyEvents = 8;

interface ListProps {
  report: Report;
  found: EventHead[];
  choose: (event: EventHead) => void;
  hover: (id: string | null) => void;
}

function List({ report, found, choose, hover }: ListProps) {
  const [query, setQuery] = useQuery();
  const [most, setMost] = useState(200);
  const asked = query.get('find') ?? '';
  if (report.events.length === 0)
    return (
      <>
        <h2>Events</h2>
        <p class="soft">{report.current ? 'Nothing in this report was read as an event.' : 'Events are kept with the current version.'}</p>
      </>
    );
  return (
    <>
      <h2 tabIndex={-1}>{counted(report.events.length, 'event')}</h2>
      {report.events.length >= manyEvents && (
        <label class="find">
          Find among them
          <input
            type="search"
            value={asked}
            placeholder="Turkey threaten possible"
            onInput={(e) => {
              setMost(200);
              setQuery({ find: e.currentTarget.value });
            }}
          />
        </label>
      )}
      <p class="soft hint" role="status">
        {asked.trim() === '' ? (
          <>
            Choose one here or in the text; <kbd>j</kbd> and <kbd>k</kbd> go through them.
          </>
        ) : (
          `${counted(found.length, 'event')} of that kind`
        )}
      </p>
      <ol class="events">
        {found.slice(0, most).map((e) => (
          <li key={e.id}>
            <button
              type="button"
              class="plain"
              data-event={e.id}
              onClick={() => choose(e)}
              onMouseEnter={() => hover(e.id)}
              onMouseLeave={() => hover(null)}
              onFocus={() => hover(e.id)}
              onBlur={() => hover(null)}
            >
              <Type type={e.type} /> <StatusWord status={e.status} /> <ReviewWord review={e.review} />
              <span class="line">
                <bdi>{listed(e.source)}</bdi> → <bdi>{listed(e.target)}</bdi>, “<bdi>{oneLine(e.trigger.text)}</bdi>”
              </span>
            </button>
          </li>
        ))}
      </ol>
      {found.length > most && (
        <button type="button" onClick={() => setMost(most + 500)}>
          Show more ({count(found.length - most)} left)
        </button>
      )}
    </>
  );
}

interface DetailsProps {
  head: EventHead;
  report: Report;
  close: () => void;
  step: (by: 1 | -1) => void;
}

function Details({ head, report, close, step }: DetailsProps) {
  const { event, problem } = useWhole(head);
  return (
    <section class="details" aria-labelledby="details-title">
      <div class="row">
        <h2 id="details-title" tabIndex={-1}>
          <Type type={head.type} /> <StatusWord status={head.status} />
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
        <ReviewWord review={head.review} />
      </p>
      {problem !== '' && <Faulty message={problem} />}
      {problem === '' && event === null && <Loading what="Asking for its record" />}
      {event !== null && <Particulars event={event} report={report} />}
    </section>
  );
}

function Particulars({ event, report }: { event: Event; report: Report }) {
  const within = event.condition?.event;
  return (
    <>
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
    </>
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
