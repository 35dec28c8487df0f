// One actor: what the data know, what it is called, with whom it deals.

import { href, useQuery } from '../address';
import { one, useAnswer } from '../api';
import { Plain, Type } from '../parts/marks';
import { Empty, Shown } from '../parts/state';
import type { ActorAnswer } from '../types';
import { count, counted, day, percent, sectors } from '../words';

export function View() {
  const [query] = useQuery();
  const id = query.get('id') ?? '';
  const asked = useAnswer<ActorAnswer>(id === '' ? null : one('actors', id));
  return (
    <div class="view narrow">
      {id === '' ? (
        <>
          <h1>Actor</h1>
          <Empty>This address names no actor.</Empty>
        </>
      ) : (
        <Shown asked={asked}>{(answer) => <Opened answer={answer} />}</Shown>
      )}
    </div>
  );
}

function Opened({ answer: { actor: a, known, mentions, candidates, partners, types } }: { answer: ActorAnswer }) {
  return (
    <article>
      <h1>
        <bdi>
          <Plain text={a.name ?? a.actor} />
        </bdi>
      </h1>
      <p class="soft">
        <code>{a.actor}</code>
        {[known?.kind ?? a.kind ?? 'not in the data', a.country, a.sector === null ? null : (sectors[a.sector] ?? a.sector)]
          .filter(Boolean)
          .map((w) => ` · ${w}`)}
      </p>
      <p>
        <a href={href('/events', { source: a.actor })}>{counted(a.source, 'event')} in which it acts</a>,{' '}
        <a href={href('/events', { target: a.actor })}>{count(a.target)} in which it is acted upon</a>
        {a.first !== null && a.last !== null && `, ${day(a.first)} to ${day(a.last)}`}.
      </p>
      {known !== null && known.terms.length > 0 && (
        <>
          <h2>Offices</h2>
          <ul>
            {known.terms.map((t, i) => (
              <li key={i}>
                {t.role}
                {t.of && `, ${t.of}`}
                <span class="soft">
                  , {t.from ? day(t.from) : '…'} to {t.until ? day(t.until) : '…'}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div class="tiles">
        <section>
          <h2>Called</h2>
          <ul>
            {mentions.slice(0, 12).map((m) => (
              <li key={m.text}>
                “
                <bdi>
                  <Plain text={m.text} />
                </bdi>
                ” <span class="soft">{count(m.count)}</span>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2>Deals with</h2>
          {partners.length === 0 && <p class="soft">Nobody is told.</p>}
          <ul>
            {partners.slice(0, 12).map((p) => (
              <li key={p.actor}>
                <a href={href('/pair', { a: a.actor, b: p.actor, by: 'actor' })}>
                  <bdi>{p.name}</bdi>
                </a>{' '}
                <span class="soft">{count(p.events)}</span>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2>Does</h2>
          {types.length === 0 && <p class="soft">Nothing is told.</p>}
          <ul>
            {types.map((t) => (
              <li key={t.value}>
                <a href={href('/events', { source: a.actor, type: t.value })}>
                  <Type type={t.value} />
                </a>{' '}
                <span class="soft">{count(t.count)}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      {candidates.length > 0 && (
        <>
          <h2>Who else may be meant</h2>
          <ul>
            {candidates.map((c) => (
              <li key={c.actor}>
                {c.name} <code>{c.actor}</code> <span class="soft">{percent(c.probability)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </article>
  );
}
