// Reports in: files or pasted text are sent, read in the background, and how far it has come is told as it goes.

import { useEffect, useRef, useState } from 'preact/hooks';
import { href } from '../address';
import { get, listen, one, Refusal, remove, upload, useAnswer } from '../api';
import type { Batch, Meta } from '../types';
import { count, counted, size } from '../words';
import { Wrong } from '../parts/form';

interface Sending {
  key: number;
  name: string;
  bytes: number;
  sent: number;
  problem: string;
}

const states: Record<Batch['state'], string> = { waiting: 'waits', running: 'is read', done: 'done', stopped: 'stopped', failed: 'failed' };

let keys = 0;

export function View() {
  const meta = useAnswer<Meta>('/api/meta');
  const limit = meta.value?.limits.upload ?? Infinity;
  const [batches, setBatches] = useState<Batch[]>([]);
  const [sending, setSending] = useState<Sending[]>([]);
  const [problem, setProblem] = useState('');
  const [isOver, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const put = (batch: Batch) =>
    setBatches((all) => (all.some((b) => b.id === batch.id) ? all.map((b) => (b.id === batch.id ? batch : b)) : [batch, ...all]));

  useEffect(() => {
    get<{ batches: Batch[] }>('/api/batches').then(
      (answer) => setBatches(answer.batches),
      (why: unknown) => setProblem(why instanceof Refusal ? why.message : String(why)),
    );
    return listen({ batch: put });
  }, []);

  const change = (key: number, part: Partial<Sending>) => setSending((all) => all.map((s) => (s.key === key ? { ...s, ...part } : s)));
  const send = async (files: Iterable<File>) => {
    for (const file of files) {
      const key = ++keys;
      const tooLarge =
        file.size > limit ? `Larger than this server takes at once (${size(limit)}). Give it to \`dragoman add\` instead.` : '';
      setSending((all) => [{ key, name: file.name, bytes: file.size, sent: 0, problem: tooLarge }, ...all]);
      if (tooLarge !== '') continue;
      try {
        put(await upload<Batch>(href('/api/reports', { name: file.name }), file, (sent) => change(key, { sent })));
        setSending((all) => all.filter((s) => s.key !== key));
      } catch (why) {
        change(key, { problem: why instanceof Refusal ? why.message : String(why) });
      }
    }
  };

  return (
    <div class="view narrow">
      <h1>Add reports</h1>
      <p>
        Text, Markdown, HTML, JSON Lines, CSV, RSS and Atom, WARC, each also compressed. What is in the account already is not read again; a
        changed report becomes a new version.
      </p>
      <div
        class={`drop ${isOver ? 'over' : ''}`}
        onDragOver={(e) => {
          e.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(e) => {
          e.preventDefault();
          setOver(false);
          void send(e.dataTransfer?.files ?? []);
        }}
      >
        <p>Drop files here, or</p>
        <button type="button" class="main" onClick={() => chooser.current?.click()}>
          Choose files
        </button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label="Files to add"
          onChange={(e) => {
            void send([...(e.currentTarget.files ?? [])]);
            e.currentTarget.value = '';
          }}
        />
        {Number.isFinite(limit) && <p class="soft">up to {size(limit)} each</p>}
      </div>
      <Pasting send={(file) => void send([file])} />
      <Wrong words={problem} />
      <section aria-labelledby="uploads">
        <h2 id="uploads">Uploads</h2>
        {sending.length + batches.length === 0 && <p class="soft">Nothing has been added since the server started.</p>}
        <ul class="cards" aria-live="polite">
          {sending.map((s) => (
            <li key={s.key}>
              <strong>
                <bdi>{s.name}</bdi>
              </strong>{' '}
              {s.problem === '' ? (
                <>
                  <span class="soft">
                    sent {size(s.sent)} of {size(s.bytes)}
                  </span>
                  <progress max={s.bytes || 1} value={s.sent} aria-label={`Sending ${s.name}`} />
                </>
              ) : (
                <span class="wrong">{s.problem}</span>
              )}
            </li>
          ))}
          {batches.map((b) => (
            <BatchLine key={b.id} batch={b} put={put} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function BatchLine({ batch: b, put }: { batch: Batch; put: (batch: Batch) => void }) {
  const isOpen = b.state === 'waiting' || b.state === 'running';
  return (
    <li>
      <div class="row">
        <strong>
          <bdi>{b.names.join(', ') || 'pasted text'}</bdi>
        </strong>
        <span class="soft">
          {states[b.state]}, {counted(b.done, 'report')}
        </span>
        <span class="spacer" />
        {isOpen && (
          <button type="button" onClick={() => void remove<Batch>(one('batches', b.id)).then(put, () => undefined)}>
            Stop
          </button>
        )}
      </div>
      {isOpen && <progress aria-label={`Reading ${b.names.join(', ')}`} />}
      <span class="soft">
        {[
          `${count(b.added)} new`,
          b.versions > 0 && `${count(b.versions)} in a new version`,
          b.copies > 0 && counted(b.copies, 'copy', 'copies'),
          b.known > 0 && `${count(b.known)} known already`,
          counted(b.events, 'event'),
        ]
          .filter(Boolean)
          .join(' · ')}
        {b.added > 0 && (
          <>
            {' · '}
            <a href="/reports">see the reports</a>
          </>
        )}
      </span>
      {b.faults.length > 0 && (
        <details>
          <summary class="wrong">{counted(b.faults.length, 'piece')} could not be read</summary>
          <ul>
            {b.faults.map((f, i) => (
              <li key={i}>
                <code>
                  {f.source}
                  {f.line !== null && `, line ${f.line}`}
                </code>
                : {f.message}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Pasting({ send }: { send: (file: File) => void }) {
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [published, setPublished] = useState('');
  const [text, setText] = useState('');
  if (!isOpen)
    return (
      <p>
        <button type="button" onClick={() => setOpen(true)}>
          Paste a text…
        </button>
      </p>
    );
  return (
    <form
      class="mending"
      aria-label="Paste a text"
      onSubmit={(e) => {
        e.preventDefault();
        const id = name.trim();
        const line = JSON.stringify({ id, title: id, text, ...(published === '' ? {} : { published }) });
        send(new File([line + '\n'], `${id}.jsonl`, { type: 'application/x-ndjson' }));
        setText('');
        setName('');
        setOpen(false);
      }}
    >
      <label>
        Title
        <input value={name} onInput={(e) => setName(e.currentTarget.value)} required />
      </label>
      <label>
        Day of publication, if known
        <input type="date" value={published} onInput={(e) => setPublished(e.currentTarget.value)} />
      </label>
      <label>
        Text
        <textarea rows={10} value={text} onInput={(e) => setText(e.currentTarget.value)} required />
      </label>
      <div class="buttons">
        <button type="submit" class="main">
          Add it
        </button>
        <button type="button" onClick={() => setOpen(false)}>
          Leave
        </button>
      </div>
    </form>
  );
}
