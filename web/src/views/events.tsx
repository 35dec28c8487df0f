// The account: all events, by whatever a reader wants to keep of them.

import { useEffect, useMemo, useRef } from 'preact/hooks';
import { dayIn, href, useQuery, type Values } from '../address';
import { useAnswer } from '../api';
import { Plain, ReviewWord, StatusWord, Type } from '../parts/marks';
import { Column, ColumnChoice } from '../parts/column';
import { usePages } from '../parts/pages';
import { Empty, Faulty, Loading, Shown } from '../parts/state';
import { useVirtual } from '../parts/virtual';
import type { EventRow, Facet, Facets, FacetValue, Meta } from '../types';
import { count, counted, day, lastDay, namesOf, oneLine, percent, stateName } from '../words';
import { useNarrow } from '../parts/narrow';
import { useOrder, type Sort } from '../sorting';

const several: readonly string[] = ['type', 'status', 'review'];
const filters = ['type', 'status', 'review', 'country', 'source', 'target', 'actor', 'place', 'text', 'since', 'until'] as const;
const fields = 'id,report,published,type,status,source,target,trigger,confidence,review,reports';
const orders: [string, string][] = [
  ['-day', 'day, the latest first'],
  ['day', 'day, the oldest first'],
  ['type', 'type'],
  ['status', 'status'],
  ['source', 'source'],
  ['target', 'target'],
  ['confidence', 'the least sure first'],
  ['-confidence', 'the surest first'],
  ['-reports', 'the most reported first'],
  ['report', 'report'],
];

export function View() {
  const [query, set] = useQuery();
  const asked: Values = Object.fromEntries(filters.map((f) => [f, query.getAll(f).join(',')]));
  asked['since'] = dayIn(query.get('since'));
  asked['until'] = dayIn(query.get('until'));
  const facets = useAnswer<Facets>('/api/facets', { ...asked, top: 40 });
  const isFiltered = filters.some((f) => query.has(f));
  const sort = useOrder('-day');
  return (
    <div class="view wide">
      <div class="row">
        <h1>Events</h1>
        <span class="soft" role="status">
          {facets.value !== null && counted(facets.value.total, 'event')}
        </span>
        <span class="spacer" />
        <ColumnChoice sort={sort} columns={orders} class="narrow-only" />
        {isFiltered && (
          <button type="button" onClick={() => set(Object.fromEntries(filters.map((f) => [f, null])), 'push')}>
            Show all
          </button>
        )}
      </div>
      <div class="account">
        <Facetted facets={facets} />
        <Rows asked={asked} sort={sort} />
      </div>
    </div>
  );
}

// ---- What there is to choose from ----

const facetWords: [Facet, string][] = [
  ['type', 'Type'],
  ['status', 'Status'],
  ['country', 'Country of either side'],
  ['source', 'Source'],
  ['target', 'Target'],
  ['review', 'Review'],
];

function Facetted({ facets }: { facets: ReturnType<typeof useAnswer<Facets>> }) {
  const [query, set] = useQuery();
  const isNarrow = useNarrow();
  const words = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const body = (
    <>
      <label>
        Words of the report
        <input
          type="search"
          value={query.get('text') ?? ''}
          onInput={(e) => {
            const text = e.currentTarget.value;
            clearTimeout(words.current);
            words.current = setTimeout(() => set({ text }), 250);
          }}
        />
      </label>
      <div class="desk">
        <label>
          From
          <input type="date" value={dayIn(query.get('since'))} onChange={(e) => set({ since: e.currentTarget.value })} />
        </label>
        <label>
          To
          <input type="date" value={dayIn(query.get('until'))} onChange={(e) => set({ until: e.currentTarget.value })} />
        </label>
      </div>
      <Shown asked={facets}>
        {(value) => (
          <>
            <Months months={value.month.filter((m) => m.value !== '')} />
            {facetWords.map(([facet, name]) => (
              <Values key={facet} facet={facet} name={name} values={value[facet]} />
            ))}
          </>
        )}
      </Shown>
    </>
  );
  return (
    <section class="facets" aria-label="Filters">
      {isNarrow ? (
        <details>
          <summary>Filters</summary>
          {body}
        </details>
      ) : (
        body
      )}
    </section>
  );
}

function Values({ facet, name, values }: { facet: Facet; name: string; values: FacetValue[] }) {
  const [query, set] = useQuery();
  const chosen = query.getAll(facet).flatMap((v) => v.split(','));
  const toggle = (value: string) => {
    if (chosen.includes(value)) set({ [facet]: chosen.filter((c) => c !== value) }, 'push');
    else set({ [facet]: several.includes(facet) ? [...chosen, value] : value }, 'push');
  };
  // A value that is chosen stays to be taken back, though nothing else holds it now.
  const all = [...values, ...chosen.filter((c) => !values.some((v) => v.value === c)).map((c) => ({ value: c, name: c, count: 0 }))];
  if (all.length === 0) return null;
  return (
    <fieldset>
      <h2 id={`facet-${facet}`}>{name}</h2>
      <ul aria-labelledby={`facet-${facet}`}>
        {all.map((v) => (
          <li key={v.value}>
            <button type="button" aria-pressed={chosen.includes(v.value)} onClick={() => toggle(v.value)} title={v.name}>
              <span>
                {facet === 'type' ? (
                  <Type type={v.value} />
                ) : (
                  <bdi>
                    <Plain text={facet === 'country' ? stateName(v.name) : v.name} />
                  </bdi>
                )}
              </span>
              <span class="n">{count(v.count)}</span>
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function Months({ months }: { months: FacetValue[] }) {
  const [query, set] = useQuery();
  if (months.length < 2) return null;
  const most = Math.max(...months.map((m) => m.count));
  const since = query.get('since');
  return (
    <>
      <h2 id="facet-month">
        Months, {day(months[0]!.value)} to {day(months.at(-1)!.value)}
      </h2>
      <div class="months" role="group" aria-labelledby="facet-month">
        {months.map((m) => {
          const isChosen = since === `${m.value}-01` && query.get('until') === lastDay(`${m.value}-01`, 'month');
          return (
            <button
              key={m.value}
              type="button"
              aria-pressed={isChosen}
              title={`${day(m.value)}: ${counted(m.count, 'event')}`}
              aria-label={`${day(m.value)}: ${counted(m.count, 'event')}`}
              onClick={() =>
                set(isChosen ? { since: '', until: '' } : { since: `${m.value}-01`, until: lastDay(`${m.value}-01`, 'month') }, 'push')
              }
            >
              <span style={{ height: `${Math.max(4, (100 * m.count) / most)}%` }} />
            </button>
          );
        })}
      </div>
    </>
  );
}

// ---- The table ----

const tall = 36;
const tallNarrow = 76;

function Rows({ asked, sort }: { asked: Values; sort: Sort }) {
  const { order } = sort;
  const isNarrow = useNarrow('40rem');
  const height = isNarrow ? tallNarrow : tall;
  const meta = useAnswer<Meta>('/api/meta');
  const pages = usePages(
    '/api/events',
    { ...asked, order, fields },
    (answer) => (answer as unknown as { events: EventRow[] }).events,
    meta.value?.as_of ?? 0,
  );
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtual(scroller, { count: pages.total ?? 0, estimate: () => height, overscan: 12 });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const key = useMemo(() => JSON.stringify([asked, order]), [asked, order]);
  useEffect(() => virtual.measure(), [height]);
  useEffect(() => virtual.scrollToOffset(0), [key]);
  useEffect(() => {
    if (pages.total !== null) pages.need(first, last);
  }, [first, last, pages.total]);

  if (pages.why !== null) return <Faulty message={pages.why.message} again={() => pages.need(0, 0)} />;
  if (pages.total === 0)
    return (
      <Empty>
        {Object.values(asked).some((v) => v !== '') ? (
          'No event holds all that is asked. Take back a filter.'
        ) : (
          <>
            This account holds no event yet. <a href="/add">Add reports</a>.
          </>
        )}
      </Empty>
    );
  return (
    <div class="grid" ref={scroller} tabIndex={0} role="region" aria-label="Table of events">
      {pages.total === null && <Loading what="Asking the account" />}
      <table aria-rowcount={(pages.total ?? 0) + 1} hidden={pages.total === null}>
        <caption class="unseen">Events; Reports says how many reports tell of the same happening</caption>
        <thead>
          <tr aria-rowindex={1}>
            <Column {...{ sort }} column="day" first="down" class="day">
              Day
            </Column>
            <Column {...{ sort }} column="type" class="kind">
              Type
            </Column>
            <Column {...{ sort }} column="status" class="standing">
              Status
            </Column>
            <Column {...{ sort }} column="source" class="source">
              Source
            </Column>
            <Column {...{ sort }} column="target" class="target">
              Target
            </Column>
            <th scope="col" class="words">
              Words
            </th>
            <Column {...{ sort }} column="confidence" class="sure">
              Sure
            </Column>
            <Column {...{ sort }} column="reports" first="down" class="told">
              Reports
            </Column>
            <Column {...{ sort }} column="report" class="from-report">
              Report
            </Column>
          </tr>
        </thead>
        <tbody>
          <tr class="space" aria-hidden="true">
            <td style={{ height: `${items[0]?.start ?? 0}px` }} />
          </tr>
          {items.map((item) => (
            <Row key={item.index} index={item.index} row={pages.at(item.index)} />
          ))}
          <tr class="space" aria-hidden="true">
            <td style={{ height: `${virtual.getTotalSize() - (items.at(-1)?.end ?? 0)}px` }} />
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Row({ index, row }: { index: number; row: EventRow | undefined }) {
  if (row === undefined)
    return (
      <tr aria-rowindex={index + 2}>
        <td colSpan={9} class="soft">
          …
        </td>
      </tr>
    );
  return (
    <tr aria-rowindex={index + 2} class={`is-${row.review}`}>
      <td class="day">{row.published ?? '–'}</td>
      <td class="kind">
        <Type type={row.type} />
      </td>
      <td class="standing">
        <StatusWord status={row.status} /> <ReviewWord review={row.review} />
      </td>
      <td class="source">
        <bdi>
          <Plain text={namesOf(row.source)} />
        </bdi>
      </td>
      <td class="target">
        <span class="narrow-only">
          <bdi>
            <Plain text={namesOf(row.source)} />
          </bdi>{' '}
          →{' '}
        </span>
        <bdi>
          <Plain text={namesOf(row.target)} />
        </bdi>
      </td>
      <td class="words">
        <a href={href('/report', { id: row.report, event: row.id })}>
          <bdi>
            <Plain text={oneLine(row.trigger.text)} />
          </bdi>
        </a>
      </td>
      <td class="sure number">{percent(row.confidence)}</td>
      <td class="told number">{row.reports ?? ''}</td>
      <td class="from-report">
        <bdi>{row.report}</bdi>
      </td>
    </tr>
  );
}
