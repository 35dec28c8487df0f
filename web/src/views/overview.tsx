// The first thing seen: what this account holds and where to begin.

import { href } from '../address';
import { useAnswer } from '../api';
import { Shown } from '../parts/state';
import { Sparkline } from '../parts/sparkline';
import type { Meta, Pairs, Reports } from '../types';
import { count, counted, day, days, stateName } from '../words';
import { ReportLine } from './reports';

export function View() {
  const meta = useAnswer<Meta>('/api/meta');
  return (
    <div class="view">
      <Shown asked={meta} what="Opening the account">
        {(m) => (
          <>
            <h1>{m.store}</h1>
            {m.reports === 0 ? (
              <p>
                This account is empty. <a href="/add">Add reports</a>, or give <code>dragoman add {m.store} FOLDER</code>; what it reads
                appears here.
              </p>
            ) : (
              <>
                <p class="soft">
                  {m.first !== null && m.last !== null ? `Reports of ${days(m.first, m.last)}.` : 'No report tells its day.'}
                </p>
                <ul class="figures">
                  <Figure n={m.reports} what="reports" to="/reports" />
                  <Figure n={m.events} what="events" to="/events" />
                  <Figure n={m.actors} what="actors" to="/network" />
                  <Figure n={m.review.none} what="not yet reviewed" to="/review" />
                </ul>
                <div class="tiles">
                  <Busiest />
                  <Questions questions={m.questions} />
                  <Latest />
                </div>
              </>
            )}
          </>
        )}
      </Shown>
    </div>
  );
}

function Figure({ n, what, to }: { n: number; what: string; to: string }) {
  return (
    <li>
      <a href={to}>
        <strong>{count(n)}</strong> <span>{what}</span>
      </a>
    </li>
  );
}

function Busiest() {
  const pairs = useAnswer<Pairs>('/api/pairs', { every: 'month', limit: 6 });
  return (
    <section aria-labelledby="busiest">
      <h2 id="busiest">Busiest pairs</h2>
      <Shown asked={pairs} empty={(p) => (p.pairs.length === 0 ? 'No two actors are told to have dealt with each other.' : null)}>
        {(p) => (
          <ul class="cards">
            {p.pairs.map((pair) => (
              <li key={pair.pair.join(' ')} class="row">
                <a href={href('/pair', { a: pair.pair[0], b: pair.pair[1], every: 'month' })}>{pair.names.map(stateName).join(' – ')}</a>
                <span class="spacer" />
                <Sparkline values={pair.tension} most={100} />
                <span class="soft number">{count(pair.incidents)}</span>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </section>
  );
}

function Questions({ questions }: { questions: Meta['questions'] }) {
  return (
    <section aria-labelledby="open-questions">
      <h2 id="open-questions">Questions</h2>
      {questions.length === 0 ? (
        <p class="soft">
          None was given. Start the server with <code>--questions FOLDER</code>.
        </p>
      ) : (
        <ul class="cards">
          {questions.slice(0, 6).map((q) => (
            <li key={q.id}>
              <a href={href('/question', { id: q.id })}>{q.text ?? q.id}</a>
              {q.text === null && <span class="wrong"> cannot be asked</span>}
            </li>
          ))}
        </ul>
      )}
      {questions.length > 6 && <a href="/questions">All {count(questions.length)}</a>}
    </section>
  );
}

function Latest() {
  const reports = useAnswer<Reports>('/api/reports', { limit: 6 });
  return (
    <section aria-labelledby="latest">
      <h2 id="latest">Latest reports</h2>
      <Shown asked={reports}>
        {(r) => (
          <ul class="cards">
            {r.reports.map((report) => (
              <ReportLine key={report.id} report={report} />
            ))}
          </ul>
        )}
      </Shown>
      <p class="soft">
        <a href="/reports">All reports</a>
        {reports.value !== null && <>, {counted(reports.value.total, 'report')}</>}
        {reports.value?.reports[0]?.published && <>; the last of {day(reports.value.reports[0].published)}</>}
      </p>
    </section>
  );
}
