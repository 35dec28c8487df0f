// Pairs of actors, the busiest first.

import { choice, href, useQuery } from '../address';
import { useAnswer } from '../api';
import { Shown } from '../parts/state';
import { Sparkline } from '../parts/sparkline';
import type { Pairs } from '../types';
import { count, counted, stateName } from '../words';

export function View() {
  const [query, set] = useQuery();
  const by = choice(query.get('by'), ['country', 'code', 'actor']);
  const asked = { by, every: 'week', of: query.get('of'), limit: 200 };
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
                  <th>Pair</th>
                  <th class="number">Incidents</th>
                  <th>Tension</th>
                  <th class="number">Turning points</th>
                  <th class="number">Alerts</th>
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
          </div>
        )}
      </Shown>
    </div>
  );
}
