// All reports, the latest first.

import { useState } from 'preact/hooks';
import { dayIn, href, useQuery } from '../address';
import { ask, useAnswer } from '../api';
import { ColumnChoice } from '../parts/column';
import { Plain } from '../parts/marks';
import { Shown } from '../parts/state';
import type { ReportHead, Reports } from '../types';
import { useOrder } from '../sorting';
import { counted, day } from '../words';

export function ReportLine({ report }: { report: ReportHead }) {
  return (
    <li>
      <a class="line" href={href('/report', { id: report.id })}>
        <bdi>
          <Plain text={report.title ?? report.id} />
        </bdi>
      </a>
      <span class="soft">
        {[report.published === null ? 'no day' : day(report.published), report.source, counted(report.events, 'event')]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  );
}

const orders: [string, string][] = [
  ['-day', 'day, the latest first'],
  ['day', 'day, the oldest first'],
  ['title', 'title'],
  ['source', 'source'],
  ['-events', 'the most events first'],
];

export function View() {
  const [query, set] = useQuery();
  const sort = useOrder('-day');
  const asked = {
    text: query.get('text'),
    country: query.get('country'),
    actor: query.get('actor'),
    since: dayIn(query.get('since')),
    until: dayIn(query.get('until')),
    order: sort.order,
    limit: 100,
  };
  const reports = useAnswer<Reports>('/api/reports', asked);
  const key = href('', asked);
  return (
    <div class="view narrow">
      <div class="row">
        <h1>Reports</h1>
        <span class="soft" role="status">
          {reports.value !== null && counted(reports.value.total, 'report')}
        </span>
      </div>
      <form
        class="filters"
        aria-label="Find reports"
        onSubmit={(e) => {
          e.preventDefault();
          const given = new FormData(e.currentTarget as HTMLFormElement);
          set(
            { text: String(given.get('text') ?? ''), since: String(given.get('since') ?? ''), until: String(given.get('until') ?? '') },
            'push',
          );
        }}
      >
        <label>
          Words
          <input type="search" name="text" defaultValue={asked.text ?? ''} placeholder={'missile "air strike" -drill'} />
        </label>
        <label>
          From
          <input type="date" name="since" defaultValue={asked.since} />
        </label>
        <label>
          To
          <input type="date" name="until" defaultValue={asked.until} />
        </label>
        <button type="submit">Find</button>
        <ColumnChoice sort={sort} columns={orders} />
      </form>
      <Shown
        asked={reports}
        empty={(r) =>
          r.total === 0 ? (
            key.includes('text=') || asked.since !== '' || asked.until !== '' ? (
              'No report holds all that is asked.'
            ) : (
              <>
                No reports yet. <a href="/add">Add some</a>.
              </>
            )
          ) : null
        }
      >
        {(r) => (
          <>
            <ul class="cards">
              {r.reports.map((report) => (
                <ReportLine key={report.id} report={report} />
              ))}
            </ul>
            <More key={key + r.as_of} asked={asked} next={r.next} />
          </>
        )}
      </Shown>
    </div>
  );
}

function More({ asked, next }: { asked: Record<string, string | number | null>; next: string | null }) {
  const [more, setMore] = useState<ReportHead[]>([]);
  const [cursor, setCursor] = useState(next);
  const [isAsking, setAsking] = useState(false);
  const bring = async () => {
    setAsking(true);
    try {
      const answer = await ask<Reports>(href('/api/reports', { ...asked, cursor }));
      setMore([...more, ...answer.reports]);
      setCursor(answer.next);
    } finally {
      setAsking(false);
    }
  };
  return (
    <>
      <ul class="cards">
        {more.map((report) => (
          <ReportLine key={report.id} report={report} />
        ))}
      </ul>
      {cursor !== null && (
        <p>
          <button type="button" disabled={isAsking} onClick={() => void bring()}>
            Show more
          </button>
        </p>
      )}
    </>
  );
}
