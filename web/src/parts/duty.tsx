// A provision's duty and where it stands for a party: by which records, what is not shown, who could waive it.

import { href } from '../address';
import type { Finding, LegalGround } from '../types';
import { day } from '../words';
import { Told } from './passage';

function Grounds({ list }: { list: LegalGround[] }) {
  return (
    <>
      {list.map((g, i) => (
        <Told key={i} telling={g} note={[g.told, g.by === null ? '' : `on the word of ${g.by}`, g.note ?? ''].filter(Boolean).join('; ')} />
      ))}
    </>
  );
}

export function Duty({ duty: d, name = d.party }: { duty: Finding; name?: string }) {
  return (
    <section class="duty">
      <h3>
        {d.title || d.provision} <span class="soft">for {name}</span>
      </h3>
      <p>
        <span class="standing-word">{d.standing}</span>
        {d.since !== null && ` since ${day(d.since)}`}
        {d.due !== null && `, due by ${day(d.due)}`}
        {d.excepted !== null && d.standing !== 'excepted' && `; an exception is claimed, ${d.excepted}`}: {d.duty.whose} {d.duty.does}.{' '}
        <span class="soft">
          {d.duty.cite}; {d.citation}
        </span>
      </p>
      {d.triggers.length > 0 && (
        <details>
          <summary>What sets it off ({d.triggers.length})</summary>
          <Grounds list={d.triggers} />
        </details>
      )}
      {d.elements.length > 0 && (
        <ul>
          {d.elements.map((e, i) => (
            <li key={i}>
              {e.shown ? '✓ shown' : '○ not shown by any report'}: {e.text} <span class="soft">[{e.cite}]</span>
              {e.grounds.length > 0 && (
                <details>
                  <summary>by {e.grounds.length}</summary>
                  <Grounds list={e.grounds} />
                </details>
              )}
            </li>
          ))}
        </ul>
      )}
      {d.discharge.length > 0 && (
        <details>
          <summary>Told as done ({d.discharge.length})</summary>
          <Grounds list={d.discharge} />
        </details>
      )}
      {d.menu !== null && (
        <details>
          <summary>
            Measures told as taken: {d.menu.taken} of at least {d.menu.at_least}, out of {d.menu.measures.length}
          </summary>
          <ul>
            {d.menu.measures.map((m) => (
              <li key={m.cite}>
                {m.taken.length > 0 ? '✓ told' : '○ not told'}: {m.text} <span class="soft">[{m.cite}]</span>
                <Grounds list={m.taken} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {d.reliefs.length > 0 && (
        <details>
          <summary>What could lift it ({d.reliefs.length})</summary>
          <ul>
            {d.reliefs.map((r, i) => (
              <li key={i}>
                <strong>{r.kind}</strong> by {r.who || 'the law itself'}: {r.text} <span class="soft">[{r.cite}]</span>
                {r.until !== null && ` Runs until ${day(r.until)}.`}
                <Grounds list={r.granted} />
                <ul>
                  {r.conditions.map((c, k) => (
                    <li key={k}>
                      {c.usual ? 'by practice: ' : ''}
                      {c.text}: <em>{c.verdict}</em>
                      <Grounds list={[...c.met, ...c.unmet]} />
                    </li>
                  ))}
                </ul>
                {r.said.map((s, k) => (
                  <blockquote key={k}>
                    <bdi class="sentence">{s.text}</bdi>
                    <footer>
                      said of it in <a href={href('/report', { id: s.report, at: `${s.start}-${s.end}` })}>{s.report}</a>
                    </footer>
                  </blockquote>
                ))}
              </li>
            ))}
          </ul>
        </details>
      )}
      {d.change.length > 0 && <p class="soft">What would change it: {d.change.join('; ')}.</p>}
    </section>
  );
}
