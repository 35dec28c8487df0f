// A person's word on an event: accept, reject, mend, undo, with a name and a reason.

import { useState } from 'preact/hooks';
import { correct, Refusal } from '../api';
import type { Desk } from '../desk';
import { useDesk } from '../desk';
import { draftOf, faultOf, fieldsOf, sides, type Side } from '../mending';
import type { Event, Status, Verb } from '../types';
import { focusOnce } from './focus';
import { MendingForm, Wrong } from './form';
import { oneLine, statuses, statusMeaning, types } from '../words';

export function DeskFields({ desk, set }: { desk: Desk; set: (change: Partial<Desk>) => void }) {
  return (
    <div class="desk">
      <label>
        Your name
        <input value={desk.by} onInput={(e) => set({ by: e.currentTarget.value })} autocomplete="name" required />
      </label>
      <label>
        Reason
        <input value={desk.reason} onInput={(e) => set({ reason: e.currentTarget.value })} placeholder="may stay empty" />
      </label>
    </div>
  );
}

export function Correcting({ event }: { event: Event }) {
  const [desk, setDesk] = useDesk();
  const [isMending, setMending] = useState(false);
  const [told, setTold] = useState('');
  const [problem, setProblem] = useState('');
  const say = async (verb: Verb, fields?: Record<string, unknown>) => {
    setTold('');
    setProblem('');
    if (desk.by.trim() === '') return setProblem('A correction carries your name: fill it in first.');
    try {
      await correct({ object: 'event', target: event.id, verb, ...desk, ...(fields ? { fields } : {}) });
      setMending(false);
      setTold({ accept: 'Accepted.', reject: 'Rejected.', mend: 'Mended.', undo: 'Taken back.' }[verb]);
    } catch (why) {
      setProblem(why instanceof Refusal ? why.message : String(why));
    }
  };
  return (
    <section class="correcting" aria-label="Correct this event">
      <div class="buttons">
        <button type="button" onClick={() => void say('accept')}>
          Accept
        </button>
        <button type="button" onClick={() => void say('reject')}>
          Reject
        </button>
        <button type="button" aria-expanded={isMending} onClick={() => setMending(!isMending)}>
          Mend…
        </button>
        {event.review !== 'none' && event.review !== 'withdrawn' && (
          <button type="button" onClick={() => void say('undo')}>
            Undo
          </button>
        )}
      </div>
      <DeskFields desk={desk} set={setDesk} />
      {isMending && <Mending event={event} done={(fields) => void say('mend', fields)} leave={() => setMending(false)} />}
      <p role="status">{told}</p>
      <Wrong words={problem} />
    </section>
  );
}

const sideWords: Record<Side, string> = { source: 'Source', target: 'Target', by: 'On whose word' };

export function Mending({ event, done, leave }: { event: Event; done: (fields: Record<string, unknown>) => void; leave: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(event));
  const [problem, setProblem] = useState('');
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const changeWho = (side: Side, i: number, part: Partial<{ actor: string; stays: boolean }>) =>
    change({ who: { ...draft.who, [side]: draft.who[side].map((w, k) => (k === i ? { ...w, ...part } : w)) } });
  const send = () => {
    const fields = fieldsOf(event, draft);
    const wrong = faultOf(draft) || (Object.keys(fields).length === 0 ? 'Nothing is changed yet.' : '');
    setProblem(wrong);
    if (wrong === '') done(fields);
  };
  return (
    <MendingForm label="Mend this event" act="Mend" problem={problem} send={send} leave={leave}>
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
      {sides.map((side) =>
        event[side].map((p, i) => (
          <div class="who" key={side + i}>
            <label>
              {sideWords[side]}: “{oneLine(p.text)}” is
              <input
                value={draft.who[side][i]!.actor}
                placeholder="nobody known"
                onInput={(e) => changeWho(side, i, { actor: e.currentTarget.value })}
                disabled={!draft.who[side][i]!.stays}
              />
            </label>
            <label class="check">
              <input
                type="checkbox"
                checked={!draft.who[side][i]!.stays}
                onChange={(e) => changeWho(side, i, { stays: !e.currentTarget.checked })}
              />
              leave out
            </label>
          </div>
        )),
      )}
      <label class="check">
        <input type="checkbox" checked={draft.swapped} onChange={(e) => change({ swapped: e.currentTarget.checked })} />
        source and target change places
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
