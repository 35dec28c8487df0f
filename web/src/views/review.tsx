// Review from the keyboard, a key each: events and merges, the least sure first, and actors that the data do not know, the busiest first.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { choice, href, useQuery } from '../address';
import { correct, get, one, Refusal } from '../api';
import { useDesk } from '../desk';
import { focusOnce } from '../parts/focus';
import { DeskFields } from '../parts/correcting';
import { MendingForm, Wrong } from '../parts/form';
import { Mending } from '../parts/mending';
import { useKeys } from '../parts/keys';
import { about, Plain, Sentence, StatusWord, Type, Whos } from '../parts/marks';
import { Empty, Faulty, Loading } from '../parts/state';
import { decide, lastDecided, left, moved, queueOf, undone, type Decided, type Queue } from '../queue';
import type { ActorAnswer, ActorHead, Actors, Event, EventAnswer, Merge, Merges } from '../types';
import { count, counted, day, days, eventLine, oneLine, percent, sectors } from '../words';

type Kind = 'event' | 'merge' | 'actor';
type Thing = { kind: 'event'; event: Event } | { kind: 'merge'; merge: Merge } | { kind: 'actor'; actor: ActorHead };

const kinds: [Kind, string][] = [
  ['event', 'Events'],
  ['merge', 'Merges'],
  ['actor', 'Actors'],
];
const atOnce = 50;

async function bring(kind: Kind): Promise<{ total: number; things: Thing[] }> {
  if (kind === 'event') {
    const answer = await get<{ total: number; events: Event[] }>(
      href('/api/events', { review: 'none', order: 'confidence', limit: atOnce }),
    );
    return { total: answer.total, things: answer.events.map((event) => ({ kind, event })) };
  }
  if (kind === 'merge') {
    const answer = await get<Merges>(href('/api/merges', { limit: atOnce }));
    return { total: answer.total, things: answer.merges.map((merge) => ({ kind, merge })) };
  }
  const answer = await get<Actors>(href('/api/actors', { kind: 'unknown', limit: atOnce }));
  return { total: answer.total, things: answer.actors.map((actor) => ({ kind, actor })) };
}

function targetOf(thing: Thing): { object: Kind; target: string } {
  if (thing.kind === 'event') return { object: 'event', target: thing.event.id };
  if (thing.kind === 'merge') return { object: 'merge', target: [thing.merge.event, thing.merge.into].sort().join(' ') };
  return { object: 'actor', target: thing.actor.actor };
}

/** What is before the reviewer, in one line: read out as it comes up. */
function called(thing: Thing): string {
  if (thing.kind === 'event') return `${thing.event.type}, ${thing.event.status}, ${eventLine(thing.event)}`;
  if (thing.kind === 'actor') return thing.actor.name ?? thing.actor.actor;
  return thing.merge.sides.map(({ event }) => eventLine(event)).join('; and ');
}

const said: Record<Decided, string> = { accept: 'accepted', reject: 'rejected', mend: 'mended' };

export function View() {
  const [query, set] = useQuery();
  const kind = choice<Kind>(query.get('kind'), ['event', 'merge', 'actor']);
  return (
    <div class="view">
      <div class="row">
        <h1>Review</h1>
        <div class="switch" role="group" aria-label="What is reviewed">
          {kinds.map(([k, name]) => (
            <button key={k} type="button" aria-pressed={k === kind} onClick={() => set({ kind: k === 'event' ? '' : k })}>
              {name}
            </button>
          ))}
        </div>
      </div>
      <Reviewing key={kind} kind={kind} />
    </div>
  );
}

function Reviewing({ kind }: { kind: Kind }) {
  const [queue, setQueue] = useState<Queue<Thing> | null>(null);
  const [total, setTotal] = useState(0);
  const [problem, setProblem] = useState('');
  const [wrong, setWrong] = useState('');
  const [told, setTold] = useState('');
  const [isMending, setMending] = useState(false);
  const [isHelping, setHelping] = useState(false);
  const [desk, setDesk] = useDesk();
  const card = useRef<HTMLDivElement>(null);
  // A decision is about what was seen when the key was pressed: none is taken while the last is still on its way.
  const isBusy = useRef(false);

  const load = useCallback(() => {
    setProblem('');
    setQueue(null);
    bring(kind).then(
      (brought) => {
        setTotal(brought.total);
        setQueue(queueOf(brought.things));
      },
      (why: unknown) => setProblem(why instanceof Refusal ? why.message : String(why)),
    );
  }, [kind]);
  useEffect(load, [load]);
  useEffect(() => card.current?.focus(), [queue?.at, queue === null]);

  const thing = queue?.items[queue.at];
  const say = async (verb: Decided | 'undo', fields?: Record<string, unknown>) => {
    if (queue === null || queue.items.length === 0 || isBusy.current) return;
    const place = verb === 'undo' ? (queue.decided.has(queue.at) ? queue.at : lastDecided(queue)) : queue.at;
    if (place === undefined) return setTold('There is nothing to undo.');
    if (desk.by.trim() === '') return setWrong('A correction carries your name: fill it in first.');
    setWrong('');
    isBusy.current = true;
    try {
      const { event } = await correct({ ...targetOf(queue.items[place]!), verb, ...desk, ...(fields ? { fields } : {}) });
      const items = event === null ? queue.items : queue.items.map((t, i) => (i === place ? ({ kind: 'event', event } as const) : t));
      const now = { ...queue, items };
      setQueue(verb === 'undo' ? undone(now, place) : decide(now, place, verb));
      setTold(verb === 'undo' ? `Number ${place + 1} is open again.` : `Number ${place + 1} ${said[verb]}.`);
      setMending(false);
    } catch (why) {
      setWrong(why instanceof Refusal ? why.message : String(why));
    } finally {
      isBusy.current = false;
    }
  };

  useKeys((key) => {
    if (key === '?') setHelping(!isHelping);
    else if (key === 'Escape') {
      setHelping(false);
      setMending(false);
    } else if (queue === null) return false;
    else if (key === 'a') void say('accept');
    else if (key === 'r') void say('reject');
    else if (key === 'u') void say('undo');
    else if (key === 'm' && thing !== undefined && thing.kind !== 'merge') setMending(true);
    else if (key === 'j' || key === 'k') {
      setMending(false);
      setQueue(moved(queue, key === 'j' ? 1 : -1));
    } else return false;
    return true;
  });

  if (problem !== '') return <Faulty message={problem} again={load} />;
  if (queue === null) return <Loading what="Bringing the queue" />;
  if (thing === undefined) return <Empty>{nothing[kind]}</Empty>;
  const verdict = queue.decided.get(queue.at);
  return (
    <div class="queue">
      <div>
        <p class="soft" role="status">
          {queue.at + 1} of {queue.items.length}
          {total > queue.items.length && ` (${count(total)} in all, the ${kind === 'actor' ? 'busiest' : 'least sure'} first)`}
          {verdict !== undefined && `, ${said[verdict]}`}. {told}
        </p>
        <div class="card" ref={card} tabIndex={-1} aria-label={`Number ${queue.at + 1}: ${called(thing)}`} role="group">
          {thing.kind === 'event' && <EventCard key={thing.event.id} event={thing.event} />}
          {thing.kind === 'merge' && <MergeCard merge={thing.merge} />}
          {thing.kind === 'actor' && <ActorCard key={thing.actor.actor} actor={thing.actor} />}
        </div>
        <Wrong words={wrong} />
        {isMending && thing.kind === 'event' && (
          <Mending key={thing.event.id} event={thing.event} done={(f) => void say('mend', f)} leave={() => setMending(false)} />
        )}
        {isMending && thing.kind === 'actor' && (
          <ActorMending key={thing.actor.actor} actor={thing.actor} done={(f) => void say('mend', f)} leave={() => setMending(false)} />
        )}
        <div class="buttons">
          <button type="button" class="main" onClick={() => void say('accept')}>
            {kind === 'merge' ? 'One happening' : 'Accept'} <kbd>a</kbd>
          </button>
          <button type="button" onClick={() => void say('reject')}>
            {kind === 'merge' ? 'Two happenings' : 'Reject'} <kbd>r</kbd>
          </button>
          {kind !== 'merge' && (
            <button type="button" onClick={() => setMending(!isMending)} aria-expanded={isMending}>
              Mend <kbd>m</kbd>
            </button>
          )}
          <button type="button" onClick={() => void say('undo')} disabled={queue.order.length === 0}>
            Undo <kbd>u</kbd>
          </button>
          <button type="button" onClick={() => setQueue(moved(queue, -1))} disabled={queue.at === 0}>
            Back <kbd>k</kbd>
          </button>
          <button type="button" onClick={() => setQueue(moved(queue, 1))} disabled={queue.at === queue.items.length - 1}>
            Pass over <kbd>j</kbd>
          </button>
        </div>
        {left(queue) === 0 && (
          <p>
            All {queue.items.length} are decided.{' '}
            <button type="button" onClick={load}>
              Bring the next
            </button>
          </p>
        )}
      </div>
      <aside class="panel" aria-label="You and your keys">
        <DeskFields desk={desk} set={setDesk} />
        <progress max={queue.items.length} value={queue.decided.size} aria-label="Decided" />
        <p class="soft">
          {queue.decided.size} decided, {left(queue)} open
        </p>
        <button type="button" class="plain" aria-expanded={isHelping} onClick={() => setHelping(!isHelping)}>
          Keys <kbd>?</kbd>
        </button>
        {isHelping && <Keys kind={kind} />}
      </aside>
    </div>
  );
}

const nothing: Record<Kind, string> = {
  event: 'Every event has been reviewed.',
  merge: 'No joined events wait for a decision.',
  actor: 'The data know every actor of this account.',
};

function Keys({ kind }: { kind: Kind }) {
  const keys: [string, string][] = [
    ['a', kind === 'merge' ? 'they are one happening' : 'accept'],
    ['r', kind === 'merge' ? 'they are two happenings' : 'reject'],
    ...(kind === 'merge' ? [] : ([['m', 'mend']] as [string, string][])),
    ['u', 'undo the last decision, or this one'],
    ['j', 'pass over, go on'],
    ['k', 'go back'],
    ['Esc', 'close'],
    ['?', 'these keys'],
  ];
  return (
    <dl>
      {keys.map(([key, what]) => (
        <>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{what}</dd>
        </>
      ))}
    </dl>
  );
}

// ---- What is decided on ----

function EventCard({ event }: { event: Event }) {
  const [answer, setAnswer] = useState<EventAnswer | null>(null);
  useEffect(() => {
    const control = new AbortController();
    get<EventAnswer>(one('events', event.id), control.signal).then(setAnswer, () => undefined);
    return () => control.abort();
  }, [event.id]);
  return (
    <>
      <div class="row">
        <Type type={event.type} /> <StatusWord status={event.status} /> <span class="soft">{percent(event.confidence)} sure</span>
        <span class="spacer" />
        <a href={href('/report', { id: event.report, event: event.id })}>in the report</a>
      </div>
      {answer === null ? (
        <span class="sentence">“{oneLine(event.trigger.text)}”</span>
      ) : (
        <Sentence sentence={answer.sentence} trigger={event.trigger} />
      )}
      <Particulars event={event} />
      <p class="soft">
        <bdi>{answer?.title ?? event.report}</bdi>
        {event.published !== null && `, ${day(event.published)}`}
      </p>
    </>
  );
}

function Particulars({ event }: { event: Event }) {
  return (
    <dl>
      <dt>Source</dt>
      <dd>
        <Whos list={event.source} none="not told" />
        <span class="soft"> {event.source.map(about).filter(Boolean).join('; ')}</span>
      </dd>
      <dt>Target</dt>
      <dd>
        <Whos list={event.target} none="not told" />
        <span class="soft"> {event.target.map(about).filter(Boolean).join('; ')}</span>
      </dd>
      {event.by.length > 0 && (
        <>
          <dt>On whose word</dt>
          <dd>
            <Whos list={event.by} />
          </dd>
        </>
      )}
      {event.condition !== null && (
        <>
          <dt>Condition</dt>
          <dd>
            “
            <bdi>
              <Plain text={oneLine(event.condition.text)} />
            </bdi>
            ”
          </dd>
        </>
      )}
      {event.place !== null && (
        <>
          <dt>Where</dt>
          <dd>
            “
            <bdi>
              <Plain text={oneLine(event.place.text)} />
            </bdi>
            ”{event.place.name !== null && <span class="soft">, {event.place.name}</span>}
          </dd>
        </>
      )}
      {event.time !== null && (
        <>
          <dt>When</dt>
          <dd>
            “
            <bdi>
              <Plain text={oneLine(event.time.text)} />
            </bdi>
            ”{event.time.from !== null && <span class="soft">, {days(event.time.from, event.time.until ?? event.time.from)}</span>}
          </dd>
        </>
      )}
      {event.killed !== null && (
        <>
          <dt>Killed</dt>
          <dd>{count(event.killed)}</dd>
        </>
      )}
    </dl>
  );
}

function MergeCard({ merge }: { merge: Merge }) {
  return (
    <>
      <div class="row">
        <strong>One happening or two?</strong>
        <span class="soft">joined with {merge.points} points</span>
        <span class="spacer" />
        <a href={href('/incident', { id: merge.incident })}>the incident</a>
      </div>
      {merge.sides.map(({ event, sentence }) => (
        <section key={event.id} class="side">
          <div class="row">
            <Type type={event.type} /> <StatusWord status={event.status} />
            <span>
              <Whos list={event.source} /> → <Whos list={event.target} />
            </span>
          </div>
          <Sentence sentence={sentence} trigger={event.trigger} />
          <p class="soft">
            <a href={href('/report', { id: event.report, event: event.id })}>{event.report}</a>
            {event.published !== null && `, ${day(event.published)}`}
          </p>
        </section>
      ))}
      <p class="soft">
        {merge.grounds.map((g) => `${g.field} ${g.points > 0 ? '+' : g.points < 0 ? '−' : ''}${Math.abs(g.points)}`).join(' · ')}
      </p>
    </>
  );
}

function ActorCard({ actor }: { actor: ActorHead }) {
  const [answer, setAnswer] = useState<ActorAnswer | null>(null);
  useEffect(() => {
    const control = new AbortController();
    get<ActorAnswer>(one('actors', actor.actor), control.signal).then(setAnswer, () => undefined);
    return () => control.abort();
  }, [actor.actor]);
  return (
    <>
      <div class="row">
        <strong>
          <bdi>
            <Plain text={actor.name ?? actor.actor} />
          </bdi>
        </strong>
        <code>{actor.actor}</code>
        <span class="spacer" />
        <a href={href('/actor', { id: actor.actor })}>all about it</a>
      </div>
      <dl>
        <dt>Taken as</dt>
        <dd>
          {[actor.country ?? 'no state known', actor.sector === null ? 'no sector known' : (sectors[actor.sector] ?? actor.sector)].join(
            ', ',
          )}
        </dd>
        <dt>Events</dt>
        <dd>
          <a href={href('/events', { actor: actor.actor })}>{counted(actor.source, 'event')} as source</a>, {count(actor.target)} as target
        </dd>
        {answer !== null && answer.mentions.length > 0 && (
          <>
            <dt>Called</dt>
            <dd>
              {answer.mentions
                .slice(0, 6)
                .map((m) => `“${oneLine(m.text)}” ×${m.count}`)
                .join(', ')}
            </dd>
          </>
        )}
        {answer !== null && answer.candidates.length > 0 && (
          <>
            <dt>May be</dt>
            <dd>{answer.candidates.map((c) => `${c.name} (${percent(c.probability)})`).join(', ')}</dd>
          </>
        )}
      </dl>
    </>
  );
}

function ActorMending({ actor, done, leave }: { actor: ActorHead; done: (fields: Record<string, unknown>) => void; leave: () => void }) {
  const begun: Record<string, string> = {
    actor: actor.actor,
    name: actor.name ?? '',
    country: actor.country ?? '',
    sector: actor.sector ?? '',
  };
  const [now, setNow] = useState(begun);
  const [problem, setProblem] = useState('');
  const names: [string, string][] = [
    ['actor', 'Id, as in the data: TUR, hezbollah'],
    ['name', 'Name'],
    ['country', 'State, three letters'],
  ];
  const send = () => {
    const fields = Object.fromEntries(
      Object.entries(now).flatMap(([k, v]) => (v.trim() === begun[k] ? [] : [[k, v.trim() === '' ? null : v.trim()]])),
    );
    if (Object.keys(fields).length === 0) setProblem('Nothing is changed yet.');
    else done(fields);
  };
  return (
    <MendingForm label="Mend this actor" act="Mend in every event" problem={problem} send={send} leave={leave}>
      {names.map(([key, label], i) => (
        <label key={key}>
          {label}
          <input value={now[key]} onInput={(e) => setNow({ ...now, [key]: e.currentTarget.value })} ref={i === 0 ? focusOnce : null} />
        </label>
      ))}
      <label>
        Sector
        <select value={now['sector']} onChange={(e) => setNow({ ...now, sector: e.currentTarget.value })}>
          <option value="">not known</option>
          {Object.entries(sectors).map(([code, words]) => (
            <option key={code} value={code}>
              {words}
            </option>
          ))}
        </select>
      </label>
    </MendingForm>
  );
}
