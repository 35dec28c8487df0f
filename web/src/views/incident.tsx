// One happening: who tells it, on what the events were joined, and where reports differ.

import { useQuery, href } from '../address';
import { one, useAnswer } from '../api';
import { Plain, ReviewWord, Sentence, StatusWord, Type, Whos } from '../parts/marks';
import { Empty, Shown } from '../parts/state';
import type { IncidentAnswer } from '../types';
import { counted, day, days, range } from '../words';

export function View() {
  const [query] = useQuery();
  const id = query.get('id') ?? '';
  const asked = useAnswer<IncidentAnswer>(id === '' ? null : one('incidents', id));
  return (
    <div class="view narrow">
      {id === '' ? (
        <>
          <h1>Incident</h1>
          <Empty>This address names no incident.</Empty>
        </>
      ) : (
        <Shown asked={asked}>{(answer) => <Opened answer={answer} />}</Shown>
      )}
    </div>
  );
}

function Opened({ answer: { incident: i, members, needed } }: { answer: IncidentAnswer }) {
  const joined = new Map(i.merges.map((m) => [m.event, m]));
  return (
    <article>
      <h1 class="row">
        <Type type={i.type} /> <StatusWord status={i.status} />
        <span>
          <Whos list={i.source} none="nobody named" /> → <Whos list={i.target} none="nobody named" />
        </span>
      </h1>
      <dl>
        <dt>When</dt>
        <dd>{i.when === null ? 'not known' : days(i.when.first, i.when.last)}</dd>
        <dt>Where</dt>
        <dd>{i.place === null ? 'not told' : <Plain text={i.place} />}</dd>
        {i.killed !== null && (
          <>
            <dt>Killed</dt>
            <dd>{range(i.killed)}</dd>
          </>
        )}
        {i.injured !== null && (
          <>
            <dt>Injured</dt>
            <dd>{range(i.injured)}</dd>
          </>
        )}
        <dt>Told by</dt>
        <dd>
          {counted(i.sources, 'independent source')} in {counted(i.reports.length, 'report')}
        </dd>
      </dl>
      {i.contradictions.length > 0 && (
        <section aria-labelledby="differ">
          <h2 id="differ">Where reports differ</h2>
          <ul>
            {i.contradictions.map((c) => (
              <li key={c.field}>
                <strong>{c.field}</strong>:{' '}
                {c.sayings.map((s) => `${s.value} (${s.who.join(', ') || 'not said by whom'})`).join(' against ')}
              </li>
            ))}
          </ul>
        </section>
      )}
      <h2>{counted(members.length, 'passage')}</h2>
      <ul class="cards">
        {members.map(({ event, sentence, title, publisher }) => {
          const merge = joined.get(event.id);
          return (
            <li key={event.id}>
              <div class="row">
                <Type type={event.type} /> <StatusWord status={event.status} /> <ReviewWord review={event.review} />
              </div>
              <blockquote>
                <Sentence sentence={sentence} trigger={event.trigger} />
                <footer>
                  <a href={href('/report', { id: event.report, event: event.id })}>{title ?? event.report}</a>
                  {publisher !== null && `, ${publisher}`}
                  {event.published !== null && `, ${day(event.published)}`}
                </footer>
              </blockquote>
              {merge && (
                <details class="quiet">
                  <summary>
                    Joined with {merge.points} points, {needed} needed
                  </summary>
                  <ul>
                    {merge.grounds.map((g, k) => (
                      <li key={k}>
                        {g.field}: {g.points > 0 ? '+' : ''}
                        {g.points}
                        {g.words !== '' && (
                          <>
                            , <Plain text={g.words} />
                          </>
                        )}
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </li>
          );
        })}
      </ul>
    </article>
  );
}
