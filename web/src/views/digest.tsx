// The digest of some days: each line opens into what it rests on; a person edits it before it goes out.

import { useEffect, useState } from 'preact/hooks';
import { dayIn, href, useQuery } from '../address';
import { postForText, Refusal, useAnswer } from '../api';
import { draftOf, edited, finished, isEdited, type Draft, type Edit, type EditedLine } from '../editing';
import { Plain } from '../parts/marks';
import { Passage } from '../parts/passage';
import { Empty, Shown } from '../parts/state';
import type { Brief, Meta } from '../types';
import { isoDay, seconds } from '../words';
import { focusOnce } from '../parts/focus';
import { Choice, Wrong } from '../parts/form';

export function View() {
  const meta = useAnswer<Meta>('/api/meta');
  return (
    <div class="view">
      <Shown asked={meta}>{(m) => <Chosen meta={m} />}</Shown>
    </div>
  );
}

function weekBefore(last: string): string {
  return isoDay(seconds(last) - 6 * 86400);
}

function Chosen({ meta }: { meta: Meta }) {
  const [query, set] = useQuery();
  const question = query.get('question');
  // Without days: the account's last week; of a question, up to its day.
  const to = dayIn(query.get('to')) || (query.has('to') ? '' : (meta.last ?? ''));
  const from = dayIn(query.get('from')) || (query.has('from') || to === '' ? '' : weekBefore(to));
  const asked = useAnswer<Brief>('/api/brief', { question, from, to });
  return (
    <>
      <h1>Digest</h1>
      <div class="filters">
        <label>
          About
          <select value={question ?? ''} onChange={(e) => set({ question: e.currentTarget.value })}>
            <option value="">everything</option>
            {meta.questions
              .filter((q) => q.text !== null)
              .map((q) => (
                <option key={q.id} value={q.id}>
                  {q.text}
                </option>
              ))}
          </select>
        </label>
        <label>
          From
          <input type="date" value={from} onChange={(e) => set({ from: e.currentTarget.value, to })} />
        </label>
        <label>
          To
          <input type="date" value={to} onChange={(e) => set({ to: e.currentTarget.value, from })} />
        </label>
      </div>
      <Shown
        asked={asked}
        what="Writing the digest"
        empty={(b) => (b.sections.every((s) => s.lines.length === 0) ? 'No report of these days tells anything. Choose other days.' : null)}
      >
        {(brief) => (
          <Editor key={href('', { question, from, to })} brief={brief} name={['digest', question, from, to].filter(Boolean).join('-')} />
        )}
      </Shown>
    </>
  );
}

const kept = 'dragoman.digest:';

/** An edited digest is kept in this browser until it is thrown away; it holds as long as the machine writes the same. */
function open(brief: Brief, name: string): Draft {
  try {
    const old = JSON.parse(localStorage.getItem(kept + name) ?? 'null') as { of: string; draft: Draft } | null;
    if (old !== null && old.of === JSON.stringify(brief)) return old.draft;
  } catch {
    // What cannot be read is begun anew.
  }
  return draftOf(brief);
}

function Editor({ brief, name }: { brief: Brief; name: string }) {
  const [draft, setDraft] = useState(() => open(brief, name));
  const [problem, setProblem] = useState('');
  const [told, setTold] = useState('');
  useEffect(() => setDraft(open(brief, name)), [brief, name]);
  const edit = (e: Edit) => {
    const next = edited(draft, e);
    setDraft(next);
    setTold('');
    if (isEdited(next)) localStorage.setItem(kept + name, JSON.stringify({ of: JSON.stringify(brief), draft: next }));
    else localStorage.removeItem(kept + name);
  };
  const save = async (format: 'html' | 'markdown') => {
    setProblem('');
    try {
      const text = await postForText(href('/api/brief', { format }), finished(draft));
      const file = `${name}.${format === 'html' ? 'html' : 'md'}`;
      download(text, file, format === 'html' ? 'text/html' : 'text/markdown');
      setTold(`Saved as ${file}.`);
    } catch (why) {
      setProblem(why instanceof Refusal ? why.message : String(why));
    }
  };
  const sections = draft.sections.map((s, i) => ({ ...s, at: i })).filter((s) => s.lines.length > 0);
  return (
    <div class="digest">
      <div class="buttons no-print">
        <button type="button" class="main" onClick={() => void save('html')}>
          Save as HTML
        </button>
        <button type="button" onClick={() => void save('markdown')}>
          Save as Markdown
        </button>
        <button type="button" onClick={() => print()}>
          Print
        </button>
        {isEdited(draft) && (
          <button
            type="button"
            onClick={() => {
              localStorage.removeItem(kept + name);
              setDraft(draftOf(brief));
            }}
          >
            Throw edits away
          </button>
        )}
      </div>
      <p role="status" class="soft no-print">
        {told}
      </p>
      <Wrong words={problem} />
      <h2>{draft.title}</h2>
      <p class="soft">Digest of {draft.period}. Each line opens into the passages that it was made from.</p>
      {sections.map((s) => (
        <section key={s.id} aria-labelledby={`s-${s.id}`}>
          <h2 id={`s-${s.id}`}>{s.heading}</h2>
          <ul class="lines">
            {s.lines.map((line, i) => (
              <Item key={i} line={line} edit={(e) => edit({ ...e, section: s.at, line: i } as Edit)} />
            ))}
          </ul>
          <Adding add={(text) => edit({ what: 'add', section: s.at, text })} heading={s.heading} />
        </section>
      ))}
      {draft.tables.length > 0 && (
        <section aria-labelledby="s-figures">
          <h2 id="s-figures">Figures</h2>
          {draft.tables.map((t) => (
            <div class="scroll" key={t.caption} role="region" aria-label={t.caption} tabIndex={0}>
              <table>
                <caption>{t.caption}</caption>
                <thead>
                  <tr>
                    {t.head.map((h, i) => (
                      <th key={i} class={i > 0 ? 'number' : undefined}>
                        {h}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {t.rows.map((row, k) => (
                    <tr key={k}>
                      {row.map((cell, i) =>
                        i === 0 ? (
                          <th key={i}>{cell}</th>
                        ) : (
                          <td key={i} class="number">
                            {cell}
                          </td>
                        ),
                      )}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          ))}
        </section>
      )}
      {sections.length === 0 && <Empty>Nothing is left.</Empty>}
    </div>
  );
}

type LineEdit = { what: 'text'; text: string } | { what: 'out' } | { what: 'back' } | { what: 'move'; by: 1 | -1 };

function Item({ line, edit }: { line: EditedLine; edit: (e: LineEdit) => void }) {
  const [isWriting, setWriting] = useState(false);
  const text = (
    <bdi>
      <Plain text={line.text} />
    </bdi>
  );
  return (
    <li class={[line.depth > 0 ? 'more' : '', line.out ? 'out' : ''].filter(Boolean).join(' ') || undefined}>
      {isWriting ? (
        <Writing
          text={line.text}
          done={(t) => {
            edit({ what: 'text', text: t });
            setWriting(false);
          }}
          leave={() => setWriting(false)}
        />
      ) : (
        <div>
          {line.evidence.length > 0 ? (
            <details>
              <summary>
                {text} {line.edited && <span class="edited">edited</span>}
              </summary>
              {line.evidence.map((e, i) => (
                <Passage key={i} of={e} />
              ))}
            </details>
          ) : (
            <p>
              {text} {line.edited && <span class="edited">{line.machine === null ? 'added' : 'edited'}</span>}
            </p>
          )}
          {line.basis && <p class="basis">Rests on {line.basis}.</p>}
          {line.evidence.length === 0 && !line.basis && line.machine === null && (
            <p class="basis">Rests on no record: it is the editor’s own.</p>
          )}
        </div>
      )}
      {!isWriting && (
        <span class="tools">
          <button type="button" class="plain" onClick={() => setWriting(true)} aria-label={`Edit: ${line.text}`}>
            edit
          </button>
          <button
            type="button"
            class="plain"
            onClick={() => edit({ what: 'out' })}
            aria-pressed={line.out}
            aria-label={`Leave out: ${line.text}`}
          >
            {line.out ? 'put back' : 'leave out'}
          </button>
          <button type="button" class="plain" onClick={() => edit({ what: 'move', by: -1 })} aria-label={`Move up: ${line.text}`}>
            ↑
          </button>
          <button type="button" class="plain" onClick={() => edit({ what: 'move', by: 1 })} aria-label={`Move down: ${line.text}`}>
            ↓
          </button>
          {line.edited && line.machine !== null && (
            <button type="button" class="plain" onClick={() => edit({ what: 'back' })} aria-label={`As it was: ${line.machine}`}>
              as it was
            </button>
          )}
        </span>
      )}
    </li>
  );
}

function Writing({ text, done, leave }: { text: string; done: (text: string) => void; leave: () => void }) {
  const [now, setNow] = useState(text);
  return (
    <form
      aria-label="Write a line"
      onSubmit={(e) => {
        e.preventDefault();
        if (now.trim() !== '') done(now.trim());
      }}
      onKeyDown={(e) => {
        if (e.key === 'Escape') leave();
        if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) done(now.trim());
      }}
    >
      <textarea
        aria-label="The line"
        rows={Math.max(2, Math.ceil(now.length / 70))}
        value={now}
        onInput={(e) => setNow(e.currentTarget.value)}
        ref={focusOnce}
      />
      <Choice act="Keep" leave={leave} />
    </form>
  );
}

function Adding({ add, heading }: { add: (text: string) => void; heading: string }) {
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <p class="tools no-print">
        <button type="button" class="plain" onClick={() => setOpen(true)} aria-label={`Add a line under ${heading}`}>
          + add a line
        </button>
      </p>
    );
  return (
    <Writing
      text=""
      done={(t) => {
        add(t);
        setOpen(false);
      }}
      leave={() => setOpen(false)}
    />
  );
}

function download(text: string, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
