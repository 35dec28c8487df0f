// Pairs of actors, the busiest first.

import { useState } from 'preact/hooks';
import { choice, href, useQuery } from '../address';
import { useAnswer } from '../api';
import { Column } from '../parts/column';
import { Shown } from '../parts/state';
import { Sparkline } from '../parts/sparkline';
import type { Pairs } from '../types';
import { useOrder } from '../sorting';
import { count, counted, stateName } from '../words';

/** A series is made for each pair that is shown: the first are there soon. */
const atOnce = 50;
const mostAtAll = 1000;

export function View() {
  const [query, set] = useQuery();
  const by = choice(query.get('by'), ['country', 'code', 'actor']);
  const sort = useOrder('-incidents');
  const [most, setMost] = useState(atOnce);
  const asked = { by, every: 'week', of: query.get('of'), order: sort.order === '-incidents' ? '' : sort.order, limit: most };
  const pairs = useAnswer<Pairs>('/api/pairs', asked);
  return (
    <div class="view">
      <h1>Pairs</h1>
      <div class="filters">
        <label>
          Between
          <select value={by} onChange={(e) => set({ by: e.currentTarget.value === 'country' ? '' : e.currentTarget.value })}>
            <option value="country">states</option>
            <option value="code">sectors of states</option>
            <option value="actor">actors</option>
          </select>
        </label>
        <label>
          Only pairs with
          <input
            value={query.get('of') ?? ''}
            placeholder={by === 'country' ? 'TUR' : by === 'code' ? 'TUR.GOV' : 'hezbollah'}
            onChange={(e) => set({ of: e.currentTarget.value.trim() })}
          />
        </label>
      </div>
      <Shown asked={pairs} empty={(p) => (p.total === 0 ? 'No two of them are told to have dealt with each other.' : null)}>
        {(p) => (
          <div class="scroll">
            <table>
              <caption>
                {counted(p.total, 'pair')}
                {p.total > p.pairs.length && `, the first ${count(p.pairs.length)}`}. Tension is that of the last 52 weeks.
              </caption>
              <thead>
                <tr>
                  <Column {...{ sort }} column="pair">
                    Pair
                  </Column>
                  <Column {...{ sort }} column="incidents" first="down" class="number">
                    Incidents
                  </Column>
                  <Column {...{ sort }} column="tension" first="down">
                    Tension
                  </Column>
                  <Column {...{ sort }} column="turns" first="down" class="number">
                    Turning points
                  </Column>
                  <Column {...{ sort }} column="alerts" first="down" class="number">
                    Alerts
                  </Column>
                </tr>
              </thead>
              <tbody>
                {p.pairs.map((pair) => (
                  <tr key={pair.pair.join(' ')}>
                    <td>
                      <a href={href('/pair', { a: pair.pair[0], b: pair.pair[1], by: by === 'country' ? null : by })}>
                        <bdi>{stateName(pair.names[0])}</bdi> – <bdi>{stateName(pair.names[1])}</bdi>
                      </a>
                    </td>
                    <td class="number">{count(pair.incidents)}</td>
                    <td>
                      <span class="row">
                        <Sparkline values={pair.tension} most={100} />
                        <span class="soft">{Math.round(pair.tension.at(-1) ?? 0)}</span>
                      </span>
                    </td>
                    <td class="number">{pair.turns}</td>
                    <td class="number">{pair.alerts}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {p.total > p.pairs.length && most < mostAtAll && (
              <p>
                <button type="button" onClick={() => setMost(most === atOnce ? 250 : mostAtAll)}>
                  Show more
                </button>
              </p>
            )}
          </div>
        )}
      </Shown>
    </div>
  );
}
