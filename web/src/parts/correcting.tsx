// A person's word on an event: accept, reject, mend, undo, with a name and a reason.

import { useState } from 'preact/hooks';
import { correct, Refusal } from '../api';
import type { Desk } from '../desk';
import { useDesk } from '../desk';
import type { Event, Verb } from '../types';
import { Wrong } from './form';
import { Mending } from './mending';

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
