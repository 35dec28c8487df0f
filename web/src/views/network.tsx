// Who deals with whom, in a range of months: drawn, and the same as a list.

import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { choice, dayIn, href, useQuery } from '../address';
import { useAnswer } from '../api';
import { labels } from '../labels';
import { links, type Link } from '../links';
import { Column } from '../parts/column';
import { Plain } from '../parts/marks';
import { useNarrow } from '../parts/narrow';
import { Shown } from '../parts/state';
import { Span } from '../parts/span';
import { ordered, useOrder } from '../sorting';
import type { Facets, Network, Quad } from '../types';
import { count, counted, day, lastDay, quads, quadSign, quadWords, stateName } from '../words';

export function View() {
  const [query, set] = useQuery();
  const by = choice(query.get('by'), ['country', 'actor']);
  const since = dayIn(query.get('since'));
  const until = dayIn(query.get('until'));
  const months = useAnswer<Facets>('/api/facets', { top: 1 });
  const network = useAnswer<Network>('/api/network', { by, since, until, nodes: 60 });
  const hidden = query.getAll('hide');
  const seen = quads.filter((q) => !hidden.includes(q));
  const names = months.value?.month.map((m) => m.value).filter((m) => m !== '') ?? [];
  const first = Math.max(
    0,
    names.findIndex((m) => m >= since.slice(0, 7)),
  );
  const lastAt = until === '' ? names.length - 1 : names.findLastIndex((m) => m <= until.slice(0, 7));
  return (
    <div class="view wide">
      <h1>Network</h1>
      <div class="filters">
        <div class="switch" role="group" aria-label="Between">
          <button type="button" aria-pressed={by === 'country'} onClick={() => set({ by: '', node: '' })}>
            states
          </button>
          <button type="button" aria-pressed={by === 'actor'} onClick={() => set({ by: 'actor', node: '' })}>
            actors
          </button>
        </div>
        <fieldset class="row">
          <legend class="unseen">Classes drawn</legend>
          {quads.map((q) => (
            <label key={q} class={`check type ${q}`}>
              <input
                type="checkbox"
                checked={seen.includes(q)}
                onChange={() => set({ hide: seen.includes(q) ? [...hidden, q] : hidden.filter((h) => h !== q) })}
              />
              <span>
                {quadSign[q]} {quadWords[q]}
              </span>
            </label>
          ))}
        </fieldset>
      </div>
      {names.length > 1 && (
        <Span
          name="Months"
          steps={names.map((m) => day(m))}
          from={first}
          to={lastAt < 0 ? names.length - 1 : lastAt}
          set={(from, to) =>
            set({
              since: from === 0 ? '' : `${names[from]!}-01`,
              until: to === names.length - 1 ? '' : lastDay(`${names[to]!}-01`, 'month'),
            })
          }
        />
      )}
      <Shown asked={network} empty={(n) => (n.nodes.length === 0 ? 'Nobody is told to have dealt with anybody in these months.' : null)}>
        {(n) => <Drawn network={n} by={by} seen={seen} />}
      </Shown>
    </div>
  );
}

interface Node extends SimulationNodeDatum {
  id: string;
  name: string;
  size: number;
}

const shapes = { wide: [1200, 680], narrow: [520, 760] } as const;

/** Places of nodes; who was there before begins where he was, so that moving the range does not shuffle the picture. */
function layOut(
  network: Network,
  ties: readonly Link[],
  before: Map<string, [number, number]>,
  [wide, high]: readonly [number, number],
): Node[] {
  const nodes: Node[] = network.nodes.map((n, i) => {
    const old = before.get(n.id);
    const turn = i * 2.399963;
    const [x, y] = old ?? [wide / 2 + 14 * Math.sqrt(i) * Math.cos(turn) * 2.4, high / 2 + 14 * Math.sqrt(i) * Math.sin(turn) * 1.6];
    return { id: n.id, name: stateName(n.name), size: 5 + 2.2 * Math.sqrt(n.source + n.target) ** 0.8, x, y };
  });
  const simulation = forceSimulation(nodes)
    .force(
      'ties',
      forceLink<Node, { source: string; target: string; n: number }>(ties.map((t) => ({ source: t.a, target: t.b, n: t.total })))
        .id((n) => n.id)
        .distance(150)
        .strength((t) => Math.min(0.7, 0.12 + 0.05 * Math.log2(1 + t.n))),
    )
    .force('apart', forceManyBody().strength(-900).distanceMax(600))
    .force(
      'room',
      forceCollide<Node>((n) => n.size + 10 + 1.3 * n.name.length),
    )
    .force('x', forceX(wide / 2).strength(0.07))
    .force('y', forceY(high / 2).strength(0.13))
    .force('middle', forceCenter(wide / 2, high / 2))
    .stop();
  simulation.tick(before.size > 0 ? 120 : 300);
  for (const n of nodes) {
    n.x = Math.max(20, Math.min(wide - 20, n.x!));
    n.y = Math.max(20, Math.min(high - 20, n.y!));
    before.set(n.id, [n.x, n.y]);
  }
  return nodes;
}

function Drawn({ network, by, seen }: { network: Network; by: string; seen: Quad[] }) {
  const [query, set] = useQuery();
  const before = useRef(new Map<string, [number, number]>());
  const all = useMemo(() => links(network.edges), [network]);
  const shape = shapes[useNarrow('40rem') ? 'narrow' : 'wide'];
  const [wide, high] = shape;
  const nodes = useMemo(() => layOut(network, all, before.current, shape), [network, all, shape]);
  const place = useMemo(() => new Map(nodes.map((n) => [n.id, n])), [nodes]);
  const named = useMemo(
    () =>
      labels(
        nodes.map((n) => ({ x: n.x!, y: n.y!, r: n.size, name: n.name })),
        wide,
        high,
      ),
    [nodes],
  );
  const [hovered, setHovered] = useState<string | null>(null);
  const chosen = query.get('node');
  const near = hovered ?? (place.has(chosen ?? '') ? chosen : null);
  const ties = all.map((t) => ({ ...t, seen: seen.filter((q) => t.quads[quads.indexOf(q)]! > 0) })).filter((t) => t.seen.length > 0);
  const friends = new Set(ties.flatMap((t) => (t.a === near ? [t.b] : t.b === near ? [t.a] : [])));
  const choose = (id: string) => set({ node: id === chosen ? '' : id });
  const [focus, setFocus] = useState(0);
  const circles = useRef<(SVGGElement | null)[]>([]);
  const walk = (to: number) => {
    const i = (to + nodes.length) % nodes.length;
    setFocus(i);
    circles.current[i]?.focus();
  };
  useEffect(() => setFocus(0), [network]);
  const pairHref = (t: Link) => href('/pair', { a: t.a, b: t.b, by: by === 'country' ? null : by, every: 'month' });
  const sort = useOrder('-all');
  const listed = ordered(near === null ? ties : ties.filter((t) => t.a === near || t.b === near), sort.order, {
    between: (t) => `${nameIn(place, t.a)} ${nameIn(place, t.b)}`,
    all: (t) => t.total,
    ...Object.fromEntries(quads.map((q, k) => [q, (t: Link) => t.quads[k]!])),
  });
  return (
    <>
      <div class="stage">
        <svg
          viewBox={`0 0 ${wide} ${high}`}
          role="group"
          aria-label={`Network of ${nodes.length}. The list below says the same. Arrow keys go from one to the next.`}
        >
          {ties.map((t) =>
            t.seen.map((q, k) => (
              <path
                key={t.a + ' ' + t.b + q}
                class={`edge ${q} ${near !== null && t.a !== near && t.b !== near ? 'far' : ''}`}
                stroke-width={0.8 + 1.1 * Math.log2(1 + t.quads[quads.indexOf(q)]!)}
                d={bow(place.get(t.a)!, place.get(t.b)!, (k - (t.seen.length - 1) / 2) * 14)}
              >
                <title>{`${t.names.join(' – ')}: ${t.quads[quads.indexOf(q)]} ${quadWords[q]}`}</title>
              </path>
            )),
          )}
          {nodes.map((n, i) => (
            <g
              key={n.id}
              ref={(el) => void (circles.current[i] = el)}
              class={`node ${near !== null && n.id !== near && !friends.has(n.id) ? 'far' : ''}`}
              transform={`translate(${n.x!.toFixed(1)} ${n.y!.toFixed(1)})`}
              role="button"
              tabindex={i === focus ? 0 : -1}
              aria-pressed={n.id === chosen}
              aria-label={n.name}
              onClick={() => choose(n.id)}
              onMouseEnter={() => setHovered(n.id)}
              onMouseLeave={() => setHovered(null)}
              onKeyDown={(e) => {
                if (e.key === 'ArrowRight' || e.key === 'ArrowDown') walk(i + 1);
                else if (e.key === 'ArrowLeft' || e.key === 'ArrowUp') walk(i - 1);
                else if (e.key === 'Enter' || e.key === ' ') choose(n.id);
                else return;
                e.preventDefault();
              }}
            >
              <circle r={n.size} />
              <text x={named[i]!.x} y={named[i]!.y} text-anchor={named[i]!.anchor}>
                {n.name}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <div class="row">
        <h2>{near === null ? counted(listed.length, 'link') : `${place.get(near)!.name}: ${counted(listed.length, 'link')}`}</h2>
        <span class="spacer" />
        {chosen !== null && (
          <button type="button" onClick={() => set({ node: '' })}>
            Show all
          </button>
        )}
      </div>
      <div class="scroll">
        <table>
          <caption>Incidents told as done, by class; the {nodes.length} who do most</caption>
          <thead>
            <tr>
              <Column {...{ sort }} column="between">
                Between
              </Column>
              {quads.map((q) => (
                <Column key={q} {...{ sort }} column={q} first="down" class="number">
                  <span aria-hidden="true">{quadSign[q]}</span> {quadWords[q]}
                </Column>
              ))}
              <Column {...{ sort }} column="all" first="down" class="number">
                All
              </Column>
            </tr>
          </thead>
          <tbody>
            {listed.slice(0, 100).map((t) => (
              <tr key={t.a + ' ' + t.b}>
                <td>
                  <a href={pairHref(t)}>
                    <Plain text={nameIn(place, t.a)} /> – <Plain text={nameIn(place, t.b)} />
                  </a>
                </td>
                {t.quads.map((n, k) => (
                  <td key={k} class="number">
                    {n === 0 ? '' : count(n)}
                  </td>
                ))}
                <td class="number">{count(t.total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {listed.length > 100 && <p class="soft">The first hundred of {count(listed.length)}.</p>}
    </>
  );
}

function nameIn(place: Map<string, Node>, id: string): string {
  return place.get(id)?.name ?? id;
}

function bow(a: Node, b: Node, by: number): string {
  const [dx, dy] = [b.x! - a.x!, b.y! - a.y!];
  const long = Math.hypot(dx, dy) || 1;
  const [mx, my] = [(a.x! + b.x!) / 2 - (dy / long) * by * 2, (a.y! + b.y!) / 2 + (dx / long) * by * 2];
  return `M${a.x!.toFixed(1)} ${a.y!.toFixed(1)}Q${mx.toFixed(1)} ${my.toFixed(1)} ${b.x!.toFixed(1)} ${b.y!.toFixed(1)}`;
}
