// What the law requires of whom by all that the account tells, on a day: a line for each provision and party, opening into why.

import { dayIn, useQuery } from '../address';
import { useAnswer } from '../api';
import { Column } from '../parts/column';
import { Duty } from '../parts/duty';
import { Empty, Shown } from '../parts/state';
import { ordered, useOrder } from '../sorting';
import type { Finding, Law, Provision } from '../types';
import { counted, day, stateName } from '../words';

export function View() {
  const [query, set] = useQuery();
  const asked = { on: dayIn(query.get('on')), party: query.get('party'), provision: query.get('provision') };
  const whole = useAnswer<Law>('/api/law', { on: asked.on });
  const law = useAnswer<Law>('/api/law', asked);
  const provisions = useAnswer<{ provisions: Provision[] }>('/api/provisions');
  const isNarrowed = asked.party !== null || asked.provision !== null;
  const parties = Object.entries(whole.value?.names ?? {}).sort(([, a], [, b]) => a.localeCompare(b));
  return (
    <div class="view">
      <div class="row">
        <h1>Law</h1>
        <span class="soft" role="status">
          {law.value !== null && counted(law.value.findings.length, 'finding')}
        </span>
      </div>
      <p class="soft">
        What statutes require by what the reports tell, and where each duty stands. A standing is what is told of it, not a court’s word.
      </p>
      <div class="filters">
        <label>
          On the day
          <input type="date" value={asked.on || (law.value?.on ?? '')} onChange={(e) => set({ on: e.currentTarget.value })} />
        </label>
        <label>
          Party
          <select value={asked.party ?? ''} onChange={(e) => set({ party: e.currentTarget.value })}>
            <option value="">all</option>
            {parties.map(([id, name]) => (
              <option key={id} value={id}>
                {stateName(name)}
              </option>
            ))}
          </select>
        </label>
        <label>
          Provision
          <select value={asked.provision ?? ''} onChange={(e) => set({ provision: e.currentTarget.value })}>
            <option value="">all</option>
            {provisions.value?.provisions.map((p) => (
              <option key={p.id} value={p.id}>
                {p.title || p.id}
              </option>
            ))}
          </select>
        </label>
        {isNarrowed && (
          <button type="button" onClick={() => set({ party: '', provision: '' }, 'push')}>
            Show all
          </button>
        )}
      </div>
      <Shown
        asked={law}
        what="Holding the account against the law"
        empty={(l) =>
          l.findings.length > 0
            ? null
            : isNarrowed
              ? 'By what is told on that day, nothing of this bears on anybody.'
              : 'No provision is borne on by what the reports tell on that day.'
        }
      >
        {(l) => <Standings law={l} isNarrowed={isNarrowed} />}
      </Shown>
      <Read provisions={provisions.value?.provisions ?? []} named={asked.provision} />
    </div>
  );
}

/** In the order in which they press. */
const standings = [
  'overdue',
  'due',
  'partly discharged',
  'triggered',
  'delayed',
  'alleged trigger',
  'waived',
  'excepted',
  'discharged',
  'ended',
  'no longer in force',
  'not triggered',
];

/** So many are opened at once. */
const few = 3;

function Standings({ law, isNarrowed }: { law: Law; isNarrowed: boolean }) {
  const [, set] = useQuery();
  const sort = useOrder('standing');
  const name = (f: Finding) => stateName(law.names[f.party] ?? f.party);
  const pressing = (f: Finding) => {
    const at = standings.indexOf(f.standing);
    return at === -1 ? standings.length : at;
  };
  const listed = ordered(law.findings, sort.order, {
    provision: (f) => f.title || f.provision,
    party: name,
    standing: pressing,
    since: (f) => f.since,
    due: (f) => f.due,
    told: (f) => f.triggers.length,
  });
  return (
    <>
      <div class="scroll">
        <table class="standings">
          <caption>Standing on {day(law.on)}; a title opens what it rests on</caption>
          <thead>
            <tr>
              <Column {...{ sort }} column="provision">
                Provision
              </Column>
              <Column {...{ sort }} column="party">
                Party
              </Column>
              <Column {...{ sort }} column="standing">
                Standing
              </Column>
              <Column {...{ sort }} column="since" first="down">
                Since
              </Column>
              <Column {...{ sort }} column="due">
                Due by
              </Column>
              <Column {...{ sort }} column="told" first="down" class="number">
                Told by
              </Column>
            </tr>
          </thead>
          <tbody>
            {listed.map((f) => (
              <tr key={f.provision + ' ' + f.party}>
                <td>
                  <button type="button" class="link" onClick={() => set({ provision: f.provision, party: f.party }, 'push')}>
                    {f.title || f.provision}
                  </button>{' '}
                  <span class="soft">{f.provision}</span>
                </td>
                <td>{name(f)}</td>
                <td>{f.standing}</td>
                <td>{f.since === null ? '' : day(f.since)}</td>
                <td>{f.due === null ? '' : day(f.due)}</td>
                <td class="number">{counted(f.triggers.length, 'record')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {(isNarrowed || listed.length <= few) && (
        <section aria-labelledby="rests">
          <h2 id="rests">What it rests on</h2>
          {listed.map((f) => (
            <Duty key={f.provision + ' ' + f.party} duty={f} name={name(f)} />
          ))}
        </section>
      )}
    </>
  );
}

/** What a provision says, in our words. */
function Read({ provisions, named }: { provisions: Provision[]; named: string | null }) {
  const shown = named === null ? [] : provisions.filter((p) => p.id === named);
  return (
    <>
      {shown.map((p) => (
        <details key={p.id}>
          <summary>What “{p.title || p.id}” says, in our words</summary>
          <p class="soft">
            {p.citation}; in force from {day(p.from)}
            {p.until !== null && ` until ${day(p.until)}`}. {p.source}
          </p>
          {p.sections.length === 0 ? (
            <Empty>Its rule file quotes no sections.</Empty>
          ) : (
            <dl>
              {p.sections.map((s) => (
                <>
                  <dt>{s.cite}</dt>
                  <dd>{s.text}</dd>
                </>
              ))}
            </dl>
          )}
          {p.uncertain.length > 0 && <p>Not certain: {p.uncertain.join('; ')}.</p>}
        </details>
      ))}
    </>
  );
}
