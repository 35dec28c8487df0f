// Words in reports, and actors of that name.

import { href, useQuery } from '../address';
import { useAnswer } from '../api';
import { Plain } from '../parts/marks';
import { Empty, Shown } from '../parts/state';
import type { Found } from '../types';
import { counted, day } from '../words';

export function View() {
  const [query] = useQuery();
  const text = query.get('text') ?? '';
  const found = useAnswer<Found>(text === '' ? null : '/api/search', { text, limit: 50 });
  return (
    <div class="view narrow">
      <h1>
        Search{text !== '' && ': '}
        <bdi>{text}</bdi>
      </h1>
      {text === '' ? (
        <Empty>
          Give words above: <code>missile</code>, <code>"air strike"</code>, <code>sanction*</code>, <code>-drill</code>.
        </Empty>
      ) : (
        <Shown
          asked={found}
          empty={(f) => (f.reports.length + f.actors.length === 0 ? 'No report holds these words, and no actor is called so.' : null)}
        >
          {(f) => (
            <>
              {f.actors.length > 0 && (
                <p>
                  Actors:{' '}
                  {f.actors.slice(0, 12).map((a) => (
                    <a key={a.actor} class="chip" href={href('/actor', { id: a.actor })}>
                      <bdi>{a.name ?? a.actor}</bdi>
                    </a>
                  ))}
                </p>
              )}
              <p class="soft" role="status">
                {counted(f.total, 'report')}
                {f.total > f.reports.length && `, the first ${f.reports.length}`}
              </p>
              <ul class="cards">
                {f.reports.map((r) => (
                  <li key={r.id}>
                    <a class="line" href={href('/report', { id: r.id })}>
                      <bdi>
                        <Plain text={r.title ?? r.id} />
                      </bdi>
                    </a>
                    <span class="soft">
                      {[r.published === null ? 'no day' : day(r.published), r.source, counted(r.events, 'event')]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                    {r.passages.map((p) => (
                      <blockquote key={p.start}>
                        <a href={href('/report', { id: r.id, at: `${p.start}-${p.end}` })}>
                          <bdi class="sentence">
                            <Plain text={p.text} />
                          </bdi>
                        </a>
                      </blockquote>
                    ))}
                  </li>
                ))}
              </ul>
            </>
          )}
        </Shown>
      )}
    </div>
  );
}
