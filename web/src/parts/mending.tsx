// The form in which an event is mended: what it is, who did it to whom and who says so, where, when, and on what condition.

import { useEffect, useId, useMemo, useState } from 'preact/hooks';
import { href } from '../address';
import { ask, one, Refusal, useAnswer } from '../api';
import { draftOf, faultOf, fieldsOf, finder, sides, type Draft, type Side } from '../mending';
import type { Event, Known, KnownActor, KnownPlace, Report, Status } from '../types';
import { oneLine, statuses, statusMeaning, types } from '../words';
import { focusOnce } from './focus';
import { MendingForm } from './form';

const sideWords: Record<Side, string> = { source: 'Source', target: 'Target', by: 'On whose word' };
const joining: Record<Side, string> = { source: 'a source', target: 'a target', by: 'on whose word' };

interface Props {
  event: Event;
  done: (fields: Record<string, unknown>) => void;
  leave: () => void;
}

export function Mending({ event, done, leave }: Props) {
  const [draft, setDraft] = useState(() => draftOf(event));
  const [problem, setProblem] = useState('');
  const report = useAnswer<Report>(one('reports', event.report), { events: 'heads' }, () => true);
  const text = report.value?.text ?? null;
  const find = useMemo(() => (text === null ? null : finder(text, event.trigger.start)), [text, event]);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const changeWho = (side: Side, i: number, part: Partial<{ actor: string; stays: boolean }>) =>
    change({ who: { ...draft.who, [side]: draft.who[side].map((w, k) => (k === i ? { ...w, ...part } : w)) } });
  const changeAdded = (side: Side, list: { words: string; actor: string }[]) => change({ added: { ...draft.added, [side]: list } });
  const send = async () => {
    if (find === null) return setProblem(report.state === 'failed' ? report.why.message : 'The report is still on its way.');
    const fault = faultOf(event, draft, { find, who: () => null });
    if (fault !== '') return setProblem(fault);
    try {
      const who = await lookUp(event, draft);
      const fields = fieldsOf(event, draft, { find, who: (name) => who.get(name) ?? null });
      if (Object.keys(fields).length === 0) return setProblem('Nothing is changed yet.');
      setProblem('');
      done(fields);
    } catch (why) {
      setProblem(why instanceof Refusal ? why.message : String(why));
    }
  };
  return (
    <MendingForm label="Mend this event" act="Mend" problem={problem} send={() => void send()} leave={leave}>
      <label>
        Type
        <select value={draft.type} onChange={(e) => change({ type: e.currentTarget.value })} ref={focusOnce}>
          {types.map((t) => (
            <option key={t}>{t}</option>
          ))}
        </select>
      </label>
      <label>
        Status
        <select value={draft.status} onChange={(e) => change({ status: e.currentTarget.value as Status })}>
          {statuses.map((s) => (
            <option key={s} value={s}>
              {s}: {statusMeaning[s]}
            </option>
          ))}
        </select>
      </label>
      {sides.map((side) => (
        <fieldset key={side}>
          <legend>{sideWords[side]}</legend>
          {event[side].map((p, i) => (
            <div class="who" key={i}>
              <ActorField
                label={`“${oneLine(p.text)}” is`}
                value={draft.who[side][i]!.actor}
                set={(actor) => changeWho(side, i, { actor })}
                disabled={!draft.who[side][i]!.stays}
              />
              <label class="check">
                <input
                  type="checkbox"
                  checked={!draft.who[side][i]!.stays}
                  onChange={(e) => changeWho(side, i, { stays: !e.currentTarget.checked })}
                />
                leave out
              </label>
            </div>
          ))}
          {draft.added[side].map((added, i) => {
            const put = (part: Partial<typeof added>) =>
              changeAdded(
                side,
                draft.added[side].map((a, k) => (k === i ? { ...a, ...part } : a)),
              );
            return (
              <div class="who" key={`added ${i}`}>
                <label>
                  Words of the report
                  <input
                    value={added.words}
                    placeholder="the words that name them"
                    ref={focusOnce}
                    onInput={(e) => put({ words: e.currentTarget.value })}
                  />
                </label>
                <button
                  type="button"
                  class="plain"
                  aria-label={`Take ${added.words || 'this one'} away again`}
                  onClick={() =>
                    changeAdded(
                      side,
                      draft.added[side].filter((_, k) => k !== i),
                    )
                  }
                >
                  ✕
                </button>
                <ActorField label="who is" value={added.actor} set={(actor) => put({ actor })} />
              </div>
            );
          })}
          <button type="button" class="link" onClick={() => changeAdded(side, [...draft.added[side], { words: '', actor: '' }])}>
            Add {joining[side]}
          </button>
        </fieldset>
      ))}
      {event.source.length + event.target.length > 0 && (
        <label class="check">
          <input type="checkbox" checked={draft.swapped} onChange={(e) => change({ swapped: e.currentTarget.checked })} />
          source and target change places
        </label>
      )}
      <PlaceFields place={draft.place} set={(part) => change({ place: { ...draft.place, ...part } })} />
      <fieldset>
        <legend>When</legend>
        <label>
          Words of the report
          <input
            value={draft.time.words}
            placeholder="not told"
            onInput={(e) => change({ time: { ...draft.time, words: e.currentTarget.value } })}
          />
        </label>
        <div class="desk">
          <label>
            First day
            <input type="date" value={draft.time.from} onInput={(e) => change({ time: { ...draft.time, from: e.currentTarget.value } })} />
          </label>
          <label>
            Last day
            <input
              type="date"
              value={draft.time.until}
              onInput={(e) => change({ time: { ...draft.time, until: e.currentTarget.value } })}
            />
          </label>
        </div>
      </fieldset>
      <label>
        Condition, in words of the report
        <input value={draft.condition} placeholder="none" onInput={(e) => change({ condition: e.currentTarget.value })} />
      </label>
      <div class="desk">
        <label>
          Killed
          <input inputMode="numeric" value={draft.killed} onInput={(e) => change({ killed: e.currentTarget.value })} />
        </label>
        <label>
          Injured
          <input inputMode="numeric" value={draft.injured} onInput={(e) => change({ injured: e.currentTarget.value })} />
        </label>
      </div>
    </MendingForm>
  );
}

/** Whom the data know of those that the draft newly names, by what was typed. */
async function lookUp(event: Event, draft: Draft): Promise<Map<string, KnownActor>> {
  const typed = sides.flatMap((side) => [
    ...draft.who[side].flatMap((w, i) => (w.actor.trim() === (event[side][i]!.actor ?? '') ? [] : [w.actor.trim()])),
    ...draft.added[side].map((a) => a.actor.trim()),
  ]);
  const found = new Map<string, KnownActor>();
  for (const name of new Set(typed.filter((n) => n !== ''))) {
    const { actors } = await ask<Known>(href('/api/known', { name }));
    const called = actors.filter((a) => a.name.toLowerCase() === name.toLowerCase());
    const meant = actors.find((a) => a.actor === name) ?? (called.length === 1 ? called[0] : undefined);
    if (meant !== undefined) found.set(name, meant);
  }
  return found;
}

/** What the data know under a name, a moment after it was typed. */
function useKnown(name: string): Known | null {
  const [typed, setTyped] = useState(name);
  useEffect(() => {
    const later = setTimeout(() => setTyped(name), 200);
    return () => clearTimeout(later);
  }, [name]);
  const asked = useAnswer<Known>(typed.trim().length < 2 ? null : '/api/known', { name: typed.trim() }, () => true);
  return typed.trim().length < 2 || asked.state !== 'ready' ? null : asked.value;
}

interface ActorProps {
  label: string;
  value: string;
  set: (actor: string) => void;
  disabled?: boolean;
}

function ActorField({ label, value, set, disabled = false }: ActorProps) {
  const list = useId();
  const known = useKnown(value);
  const meant = known?.actors.find((a) => a.actor === value.trim());
  return (
    <div class="actor">
      <label>
        {label}
        <input
          value={value}
          placeholder="nobody known"
          list={list}
          disabled={disabled}
          autocomplete="off"
          onInput={(e) => set(e.currentTarget.value)}
        />
      </label>
      {meant !== undefined && (
        <span class="soft">
          {meant.name}, {meant.kind}
        </span>
      )}
      <datalist id={list}>
        {known?.actors.map((a) => (
          <option key={a.actor} value={a.actor}>
            {a.name}, {a.kind}
          </option>
        ))}
      </datalist>
    </div>
  );
}

function spotWords(p: KnownPlace): string {
  return [p.name, p.precision, p.country].filter(Boolean).join(', ') + ` (${p.latitude.toFixed(2)}, ${p.longitude.toFixed(2)})`;
}

/** The report's words, and what of the data they name: that gives its place on the map. */
function PlaceFields({ place, set }: { place: Draft['place']; set: (part: Partial<Draft['place']>) => void }) {
  const [isTouched, setTouched] = useState(false);
  const known = useKnown(place.name);
  const spots = known?.places ?? [];
  useEffect(() => {
    if (isTouched) set({ at: spots[0] ?? null });
  }, [known, isTouched]);
  return (
    <fieldset>
      <legend>Where</legend>
      <label>
        Words of the report
        <input value={place.words} placeholder="not told" onInput={(e) => set({ words: e.currentTarget.value })} />
      </label>
      <label>
        which is the place called
        <input
          value={place.name}
          placeholder="none known"
          onInput={(e) => {
            setTouched(true);
            set({ name: e.currentTarget.value });
          }}
        />
      </label>
      {isTouched && spots.length > 0 && (
        <label>
          on the map
          <select
            value={place.at === null ? '' : spotWords(place.at)}
            onChange={(e) => set({ at: spots.find((s) => spotWords(s) === e.currentTarget.value) ?? null })}
          >
            {spots.map((s) => (
              <option key={spotWords(s)}>{spotWords(s)}</option>
            ))}
          </select>
        </label>
      )}
      {isTouched && known !== null && spots.length === 0 && <p class="soft">The data know no place of that name: it stands on no map.</p>}
    </fieldset>
  );
}
