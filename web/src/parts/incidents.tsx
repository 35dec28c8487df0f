// Incidents, a line each, opening into what they are made of.

import { href } from '../address';
import type { Incident } from '../types';
import { counted, days, range } from '../words';
import { Plain, StatusWord, Type, Whos } from './marks';

export function IncidentLine({ incident: i }: { incident: Incident }) {
  return (
    <li>
      <div class="row">
        <Type type={i.type} /> <StatusWord status={i.status} />
        <span class="soft">{i.when === null ? 'day not known' : days(i.when.first, i.when.last)}</span>
      </div>
      <span class="line">
        <Whos list={i.source} none="nobody named" /> → <Whos list={i.target} none="nobody named" />
        {i.place !== null && (
          <>
            ,{' '}
            <bdi>
              <Plain text={i.place} />
            </bdi>
          </>
        )}
      </span>
      <span class="soft">
        {[
          i.killed && `${range(i.killed)} killed`,
          i.injured && `${range(i.injured)} injured`,
          `told by ${counted(i.sources, 'source')}`,
          i.contradictions.length > 0 && `reports differ on ${i.contradictions.map((c) => c.field).join(', ')}`,
        ]
          .filter(Boolean)
          .join(' · ')}
        {' · '}
        <a href={href('/incident', { id: i.id })}>open</a>
      </span>
    </li>
  );
}
