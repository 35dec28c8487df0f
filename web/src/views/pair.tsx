// What happened between two actors over time: tension, incidents by class, turning points, alerts; a point opens into its
// incidents.

import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type uPlot from 'uplot';
import { choice, useQuery } from '../address';
import { useAnswer } from '../api';
import { IncidentLine } from '../parts/incidents';
import { Column } from '../parts/column';
import { axis, colour, Plot } from '../parts/plot';
import { Empty, Shown } from '../parts/state';
import { ordered, useOrder } from '../sorting';
import type { Every, Incidents, Point, SeriesAnswer } from '../types';
import { count, counted, day, days, lastDay, percent, quads, quadSign, quadWords, seconds, stateName } from '../words';

type Series = SeriesAnswer['series'];

export function View() {
  const [query, set] = useQuery();
  const [a, b] = [query.get('a') ?? '', query.get('b') ?? ''];
  const by = choice(query.get('by'), ['country', 'code', 'actor']);
  const every = choice<Every>(query.get('every'), ['week', 'day', 'month']);
  const directed = query.get('directed') === 'true';
  const isNamed = a !== '' && b !== '';
  const asked = useAnswer<SeriesAnswer>(isNamed ? '/api/series' : null, { a, b, by, every, directed: directed || null });
  useEffect(() => {
    if (asked.value) document.title = `${asked.value.names.join(' – ')} · dragoman`;
  }, [asked.value]);
  if (!isNamed)
    return (
      <div class="view narrow">
        <h1>Pair</h1>
        <Empty>
          This address names no two actors. <a href="/pairs">All pairs</a>.
        </Empty>
      </div>
    );
  return (
    <div class="view">
      <h1>
        <bdi>{stateName(asked.value?.names[0] ?? a)}</bdi> {directed ? '→' : '–'} <bdi>{stateName(asked.value?.names[1] ?? b)}</bdi>
      </h1>
      <div class="filters">
        <div class="switch" role="group" aria-label="Periods">
          {(['day', 'week', 'month'] as const).map((e) => (
            <button key={e} type="button" aria-pressed={e === every} onClick={() => set({ every: e === 'week' ? '' : e, open: '' })}>
              {e}
            </button>
          ))}
        </div>
        <label class="check">
          <input type="checkbox" checked={directed} onChange={(e) => set({ directed: e.currentTarget.checked, open: '' })} />
          only what the first did to the second
        </label>
        {directed && (
          <button type="button" onClick={() => set({ a: b, b: a, open: '' })}>
            The other way
          </button>
        )}
      </div>
      <Shown asked={asked} empty={(s) => (s.series.points.length === 0 ? 'Nothing is told to have happened between them.' : null)}>
        {(s) => <Timeline series={s.series} every={every} />}
      </Shown>
    </div>
  );
}

function sayPoint(p: Point, every: Every): string {
  const parts = quads.filter((q) => p[q] > 0).map((q) => `${p[q]} ${quadWords[q]}`);
  return `${days(p.first, lastDay(p.first, every))}: tension ${Math.round(p.tension)}; ${parts.length === 0 ? 'no incident' : parts.join(', ')}`;
}

function Timeline({ series, every }: { series: Series; every: Every }) {
  const [query, set] = useQuery();
  const [at, setAt] = useState<number | null>(null);
  const points = series.points;
  const times = useMemo(() => points.map((p) => seconds(p.first)), [points]);
  const place = useMemo(() => new Map(points.map((p, i) => [p.period, i])), [points]);
  const turns = series.turns.map((t) => place.get(t.period)!);
  const alerts = series.alerts.map((t) => place.get(t.period)!);
  const open = (i: number) => set({ open: points[i]!.period });
  const opened = points.find((p) => p.period === query.get('open')) ?? null;

  const tension = useMemo<uPlot.AlignedData>(() => [times, points.map((p) => p.tension)], [times, points]);
  const counts = useMemo<uPlot.AlignedData>(() => stacked(times, points), [times, points]);
  const tensionOptions = useCallback(() => tensionChart(times, turns, alerts, points), [series]);
  const countOptions = useCallback(() => countChart(times), [series]);
  const shared = { at, setAt, say: (i: number) => sayPoint(points[i]!, every), open };

  return (
    <>
      <p class="signs">
        <span>— tension, 0 to 100</span>
        <span>¦ turning point ({series.turns.length})</span>
        <span>▼ alert ({series.alerts.length})</span>
        {quads.map((q) => (
          <span key={q} class={`type ${q}`}>
            {quadSign[q]} {quadWords[q]}
          </span>
        ))}
      </p>
      <Plot name="Tension over time" height={200} data={tension} options={tensionOptions} {...shared} />
      <Plot name="Incidents over time by class" height={150} data={counts} options={countOptions} {...shared} />
      <p class="readout soft">
        {at === null
          ? 'Point at the chart or walk along it with the arrow keys; a click or Enter opens the incidents. Drag to look closer, double click to see all.'
          : sayPoint(points[at]!, every)}
      </p>
      <div class="tiles">
        <section aria-labelledby="turns">
          <h2 id="turns">Turning points</h2>
          {series.turns.length === 0 && <p class="soft">The level of conflict did not change for good.</p>}
          <ul>
            {series.turns.map((t) => (
              <li key={t.period}>
                <button type="button" class="link" onClick={() => set({ open: t.period })}>
                  {day(points[place.get(t.period)!]!.first)}
                </button>{' '}
                from {t.before.toFixed(1)} to {t.after.toFixed(1)} conflict incidents a {every}
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="alerts">
          <h2 id="alerts">Alerts</h2>
          {series.alerts.length === 0 && <p class="soft">No {every} had more conflict than those before it let expect.</p>}
          <ul>
            {series.alerts.map((t) => (
              <li key={t.period}>
                <button type="button" class="link" onClick={() => set({ open: t.period })}>
                  {day(points[place.get(t.period)!]!.first)}
                </button>{' '}
                {counted(t.conflicts, 'conflict incident')} where {t.expected.toFixed(1)} were expected (chance {percent(t.chance)})
              </li>
            ))}
          </ul>
        </section>
      </div>
      {opened === null ? (
        <Table points={points} every={every} open={(p) => set({ open: p })} />
      ) : (
        <Opened point={opened} every={every} close={() => set({ open: '' })} />
      )}
    </>
  );
}

/** Bars stand on one another: each column is the sum of itself and those below it. */
function stacked(times: number[], points: Point[]): uPlot.AlignedData {
  const sums = points.map(() => 0);
  const columns = quads.map((q) => points.map((p, i) => (sums[i] = sums[i]! + p[q])));
  return [times, ...columns.reverse()];
}

function spaceOf(times: number[]): [number, number] {
  const step = times.length > 1 ? times[1]! - times[0]! : 86400;
  return [times[0]! - step / 2, times.at(-1)! + step / 2];
}

function tensionChart(times: number[], turns: number[], alerts: number[], points: Point[]): Omit<uPlot.Options, 'width' | 'height'> {
  return {
    scales: {
      x: { range: (_, low, high) => (low === times[0] && high === times.at(-1) ? spaceOf(times) : [low, high]) },
      y: { range: [0, 108] },
    },
    axes: [axis(), axis({ splits: [0, 25, 50, 75, 100], size: 44 })],
    cursor: { sync: { key: 'pair' } },
    series: [{}, { stroke: colour('ink'), width: 1.6, points: { show: times.length < 60, size: 5, fill: colour('ink') } }],
    hooks: {
      draw: [
        (u) => {
          const c = u.ctx;
          const ratio = devicePixelRatio;
          c.save();
          c.strokeStyle = colour('link');
          c.lineWidth = 1.5 * ratio;
          c.setLineDash([6 * ratio, 4 * ratio]);
          for (const i of turns) {
            const x = Math.round(u.valToPos(times[i]!, 'x', true));
            if (x < u.bbox.left || x > u.bbox.left + u.bbox.width) continue;
            c.beginPath();
            c.moveTo(x, u.bbox.top);
            c.lineTo(x, u.bbox.top + u.bbox.height);
            c.stroke();
          }
          c.setLineDash([]);
          c.fillStyle = colour('material-conflict');
          for (const i of alerts) {
            const x = u.valToPos(times[i]!, 'x', true);
            if (x < u.bbox.left || x > u.bbox.left + u.bbox.width) continue;
            const y = u.valToPos(points[i]!.tension, 'y', true) - 6 * ratio;
            c.beginPath();
            c.moveTo(x, y);
            c.lineTo(x - 5 * ratio, y - 9 * ratio);
            c.lineTo(x + 5 * ratio, y - 9 * ratio);
            c.fill();
          }
          c.restore();
        },
      ],
    },
  };
}

function countChart(times: number[]): Omit<uPlot.Options, 'width' | 'height'> {
  // Bars are as wide as their period.
  const bars: uPlot.Series.PathBuilder = (u, index, from, to) => {
    const fill = new Path2D();
    const step = times.length > 1 ? Math.abs(u.valToPos(times[1]!, 'x', true) - u.valToPos(times[0]!, 'x', true)) : 40;
    const wide = Math.max(1, Math.min(step * 0.8, 28 * devicePixelRatio));
    const ground = u.valToPos(0, 'y', true);
    for (let i = from; i <= to; ++i) {
      const value = u.data[index]![i]!;
      if (!value) continue;
      const top = u.valToPos(value, 'y', true);
      fill.rect(u.valToPos(times[i]!, 'x', true) - wide / 2, top, wide, ground - top);
    }
    return { fill, flags: 0 };
  };
  const series = [...quads]
    .reverse()
    .map<uPlot.Series>((q) => ({ fill: colour(q.replace('_', '-')), width: 0, paths: bars, points: { show: false } }));
  return {
    scales: {
      x: { range: (_, low, high) => (low === times[0] && high === times.at(-1) ? spaceOf(times) : [low, high]) },
      y: { range: (_, __, high) => [0, Math.max(1, high) * 1.05] },
    },
    axes: [axis(), axis({ size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] })],
    cursor: { sync: { key: 'pair' } },
    series: [{}, ...series],
  };
}

function Table({ points, every, open }: { points: Point[]; every: Every; open: (period: string) => void }) {
  const sort = useOrder('-period');
  const told = ordered(points.filter((p) => p.incidents.length > 0).reverse(), sort.order, {
    period: (p) => p.first,
    tension: (p) => p.tension,
    ...Object.fromEntries(quads.map((q) => [q, (p: Point) => p[q]])),
  });
  const [most, setMost] = useState(50);
  return (
    <details>
      <summary>The same as a table</summary>
      <div class="scroll">
        <table>
          <caption>Periods in which something happened</caption>
          <thead>
            <tr>
              <Column {...{ sort }} column="period" first="down">
                Period
              </Column>
              <Column {...{ sort }} column="tension" first="down" class="number">
                Tension
              </Column>
              {quads.map((q) => (
                <Column key={q} {...{ sort }} column={q} first="down" class="number">
                  <span aria-hidden="true">{quadSign[q]}</span> {quadWords[q]}
                </Column>
              ))}
            </tr>
          </thead>
          <tbody>
            {told.slice(0, most).map((p) => (
              <tr key={p.period}>
                <td>
                  <button type="button" class="link" onClick={() => open(p.period)}>
                    {days(p.first, lastDay(p.first, every))}
                  </button>
                </td>
                <td class="number">{Math.round(p.tension)}</td>
                {quads.map((q) => (
                  <td key={q} class="number">
                    {p[q] || ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {told.length > most && (
        <button type="button" onClick={() => setMost(most + 200)}>
          Show more ({count(told.length - most)} left)
        </button>
      )}
    </details>
  );
}

/** A busy month may hold more incidents than an address: they are asked for in parts. */
const mostAtOnce = 50;

function Opened({ point, every, close }: { point: Point; every: Every; close: () => void }) {
  const [most, setMost] = useState(mostAtOnce);
  const ids = point.incidents.slice(0, most);
  const incidents = useAnswer<Incidents>(ids.length === 0 ? null : '/api/incidents', { ids: ids.join(','), limit: most });
  return (
    <section aria-labelledby="opened">
      <div class="row">
        <h2 id="opened">{sayPoint(point, every)}</h2>
        <span class="spacer" />
        <button type="button" onClick={close}>
          Close
        </button>
      </div>
      {ids.length === 0 ? (
        <Empty>Nothing is told to have happened between them then.</Empty>
      ) : (
        <Shown asked={incidents}>
          {(i) => (
            <ul class="cards">
              {i.incidents.map((incident) => (
                <IncidentLine key={incident.id} incident={incident} />
              ))}
            </ul>
          )}
        </Shown>
      )}
      {point.incidents.length > most && (
        <button type="button" onClick={() => setMost(most + mostAtOnce)}>
          Show more ({count(point.incidents.length - most)} left)
        </button>
      )}
    </section>
  );
}
