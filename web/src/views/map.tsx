// Where incidents happened, as exactly as it is told, on a map that comes with the page.

import { geoEqualEarth, geoGraticule10, geoPath, type GeoProjection } from 'd3-geo';
import { select } from 'd3-selection';
import { zoom, zoomIdentity, type ZoomBehavior } from 'd3-zoom';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-50m.json?url';
import { dayIn, href, useQuery } from '../address';
import { ask, useAnswer } from '../api';
import { Plain, StatusWord, Type } from '../parts/marks';
import { colour } from '../parts/plot';
import { Column } from '../parts/column';
import { Shown } from '../parts/state';
import { useThemeTurns } from '../parts/theme';
import { ordered, useOrder } from '../sorting';
import type { PlaceOnMap, Places, Quad } from '../types';
import { count, counted, days, quadOf, quads, quadSign, quadWords, range, statuses, types } from '../words';

/** What coordinates of these stand for is a spot; of others an area whose middle they are. */
const exact: readonly string[] = ['town', 'site'];

export function View() {
  const [query, set] = useQuery();
  const asked = {
    since: dayIn(query.get('since')),
    until: dayIn(query.get('until')),
    type: query.get('type'),
    status: query.get('status'),
    country: query.get('country'),
  };
  const places = useAnswer<Places>('/api/places', asked);
  return (
    <div class="view wide">
      <h1>Map</h1>
      <div class="filters">
        <label>
          From
          <input type="date" value={asked.since} onChange={(e) => set({ since: e.currentTarget.value })} />
        </label>
        <label>
          To
          <input type="date" value={asked.until} onChange={(e) => set({ until: e.currentTarget.value })} />
        </label>
        <label>
          Type
          <select value={asked.type ?? ''} onChange={(e) => set({ type: e.currentTarget.value })}>
            <option value="">all</option>
            {types.map((t) => (
              <option key={t}>{t}</option>
            ))}
          </select>
        </label>
        <label>
          Status
          <select value={asked.status ?? ''} onChange={(e) => set({ status: e.currentTarget.value })}>
            <option value="">all</option>
            {statuses.map((s) => (
              <option key={s}>{s}</option>
            ))}
          </select>
        </label>
      </div>
      <Shown
        asked={places}
        empty={(p) =>
          p.places.length === 0
            ? `No incident asked for has coordinates${p.elsewhere > 0 ? `; ${counted(p.elsewhere, 'incident')} without` : ''}.`
            : null
        }
      >
        {(p) => <Drawn places={p} />}
      </Shown>
    </div>
  );
}

/** The class that most of a place's incidents are of. */
function quadAt(place: PlaceOnMap): Quad {
  const counts = quads.map((q) => place.incidents.filter((i) => quadOf(i.type) === q).length);
  return quads[counts.indexOf(Math.max(...counts))]!;
}

function Drawn({ places }: { places: Places }) {
  const [query, set] = useQuery();
  const chosen = places.places.find((p) => p.place === query.get('place')) ?? null;
  const sorted = useMemo(() => [...places.places].sort((a, b) => b.incidents.length - a.incidents.length), [places]);
  const sort = useOrder('-incidents');
  const listed = ordered(sorted, sort.order, {
    place: (p) => p.name,
    precision: (p) => p.precision,
    incidents: (p) => p.incidents.length,
    mostly: (p) => quads.indexOf(quadAt(p)),
  });
  const choose = (place: PlaceOnMap) => set({ place: place.place === chosen?.place ? '' : place.place });
  return (
    <>
      <p class="signs">
        {quads.map((q) => (
          <span key={q} class={`type ${q}`}>
            {quadSign[q]} {quadWords[q]}
          </span>
        ))}
        <span>◌ only the province, state or region is told; its middle is shown</span>
      </p>
      <World places={sorted} chosen={chosen} choose={choose} />
      {places.elsewhere > 0 && <p class="soft">{counted(places.elsewhere, 'incident')} asked for have no coordinates.</p>}
      {chosen !== null && (
        <section aria-labelledby="at">
          <div class="row">
            <h2 id="at">
              {chosen.name} <span class="soft">({chosen.precision})</span>
            </h2>
            <span class="spacer" />
            <button type="button" onClick={() => set({ place: '' })}>
              Close
            </button>
          </div>
          <ul class="cards">
            {chosen.incidents.map((i) => (
              <li key={i.id}>
                <div class="row">
                  <Type type={i.type} /> <StatusWord status={i.status} />
                  <span class="soft">{i.first === null ? 'day not known' : days(i.first, i.last ?? i.first)}</span>
                  <a href={href('/incident', { id: i.id })}>open</a>
                </div>
                <span class="line">
                  <Plain text={i.source.join(', ') || 'nobody named'} /> → <Plain text={i.target.join(', ') || 'nobody named'} />
                  {i.killed !== null && <span class="soft">, {range(i.killed)} killed</span>}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <h2>Places</h2>
      <div class="scroll">
        <table>
          <caption>
            {counted(sorted.length, 'place')}
            {sorted.length > 200 && ', the first 200'}
          </caption>
          <thead>
            <tr>
              <Column {...{ sort }} column="place">
                Place
              </Column>
              <Column {...{ sort }} column="precision">
                What the coordinates stand for
              </Column>
              <Column {...{ sort }} column="incidents" first="down" class="number">
                Incidents
              </Column>
              <Column {...{ sort }} column="mostly">
                Mostly
              </Column>
            </tr>
          </thead>
          <tbody>
            {listed.slice(0, 200).map((p) => (
              <tr key={p.place}>
                <td>
                  <button type="button" class="link" aria-pressed={p === chosen} onClick={() => choose(p)}>
                    <bdi>
                      <Plain text={p.name} />
                    </bdi>
                  </button>
                </td>
                <td>{p.precision}</td>
                <td class="number">{count(p.incidents.length)}</td>
                <td class={`type ${quadAt(p)}`}>
                  {quadSign[quadAt(p)]} {quadWords[quadAt(p)]}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

// ---- The drawing ----

type Atlas = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

function World({ places, chosen, choose }: { places: PlaceOnMap[]; chosen: PlaceOnMap | null; choose: (place: PlaceOnMap) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const behaviour = useRef<ZoomBehavior<HTMLDivElement, unknown> | null>(null);
  const [wide, setWide] = useState(0);
  const [view, setView] = useState(zoomIdentity);
  const [world, setWorld] = useState<Atlas | null>(null);
  const theme = useThemeTurns();
  const high = Math.round(Math.min(560, Math.max(300, wide * 0.5)));
  useEffect(() => void ask<Atlas>(atlas).then(setWorld, () => undefined), []);
  useLayoutEffect(() => {
    const element = box.current!;
    const watch = new ResizeObserver(() => setWide(element.clientWidth));
    watch.observe(element);
    setWide(element.clientWidth);
    const z = zoom<HTMLDivElement, unknown>()
      .scaleExtent([1, 60])
      .filter((e: Event) =>
        e.type === 'wheel' ? (e as WheelEvent).ctrlKey || (e as WheelEvent).metaKey : !(e.target as Element).closest('.zoom'),
      )
      .on('zoom', (e: { transform: typeof zoomIdentity }) => setView(e.transform));
    behaviour.current = z;
    select(element).call(z);
    return () => {
      watch.disconnect();
      select(element).on('.zoom', null);
    };
  }, []);

  // At first all places are in view.
  const fitted = useMemo<GeoProjection | null>(() => {
    if (wide === 0) return null;
    const all = { type: 'MultiPoint' as const, coordinates: places.map((p) => [p.longitude, p.latitude]) };
    const projection = geoEqualEarth().fitExtent(
      [
        [wide * 0.12, high * 0.12],
        [wide * 0.88, high * 0.88],
      ],
      all,
    );
    const whole = geoEqualEarth().fitSize([wide, high], { type: 'Sphere' });
    // Neither farther than the whole world nor nearer than a large country.
    return !(projection.scale() > whole.scale())
      ? whole
      : projection.scale() > whole.scale() * 8
        ? about(places, whole.scale() * 8, wide, high)
        : projection;
  }, [wide, high, places]);

  const projection = useMemo(() => {
    if (fitted === null) return null;
    const [x, y] = fitted.translate();
    return geoEqualEarth()
      .scale(fitted.scale() * view.k)
      .translate([x * view.k + view.x, y * view.k + view.y])
      .clipExtent([
        [-10, -10],
        [wide + 10, high + 10],
      ]);
  }, [fitted, view, wide, high]);

  useLayoutEffect(() => {
    const c = canvas.current!.getContext('2d')!;
    const ratio = devicePixelRatio;
    canvas.current!.width = wide * ratio;
    canvas.current!.height = high * ratio;
    if (projection === null) return;
    c.scale(ratio, ratio);
    const path = geoPath(projection, c);
    c.fillStyle = colour('panel');
    c.beginPath();
    path({ type: 'Sphere' });
    c.fill();
    c.strokeStyle = colour('line');
    c.lineWidth = 0.5;
    c.beginPath();
    path(geoGraticule10());
    c.stroke();
    if (world === null) return;
    c.fillStyle = colour('paper');
    c.beginPath();
    path(feature(world, world.objects.land));
    c.fill();
    c.strokeStyle = colour('edge');
    c.lineWidth = 0.6;
    c.stroke();
    c.strokeStyle = colour('line');
    c.lineWidth = 0.9;
    c.beginPath();
    path(mesh(world, world.objects.countries, (a, b) => a !== b));
    c.stroke();
  }, [projection, world, wide, high, theme]);

  const by = (factor: number) => behaviour.current && box.current && select(box.current).call(behaviour.current.scaleBy, factor);
  const back = () => behaviour.current && box.current && select(box.current).call(behaviour.current.transform, zoomIdentity);
  return (
    <div class="stage map" ref={box} style={{ height: `${high}px` }}>
      <canvas ref={canvas} aria-hidden="true" />
      <svg width={wide} height={high} role="group" aria-label={`Map of ${places.length} places; the list below says the same`}>
        {projection !== null &&
          [...places].map((p) => {
            const at = projection([p.longitude, p.latitude]);
            if (at === null || at[0] < -20 || at[1] < -20 || at[0] > wide + 20 || at[1] > high + 20) return null;
            const size = 4 + 2.4 * Math.sqrt(p.incidents.length);
            const quad = quadAt(p);
            const isHollow = quad.startsWith('verbal');
            return (
              <g
                key={p.place}
                class={`spot ${quad} ${isHollow ? 'hollow' : ''} ${p === chosen ? 'chosen' : ''}`}
                transform={`translate(${at[0].toFixed(1)} ${at[1].toFixed(1)})`}
                role="button"
                tabindex={0}
                aria-pressed={p === chosen}
                aria-label={`${p.name} (${p.precision}): ${counted(p.incidents.length, 'incident')}, mostly ${quadWords[quad]}`}
                onClick={() => choose(p)}
                onKeyDown={(e) => {
                  if (e.key !== 'Enter' && e.key !== ' ') return;
                  e.preventDefault();
                  choose(p);
                }}
              >
                <title>{`${p.name} (${p.precision}): ${counted(p.incidents.length, 'incident')}`}</title>
                {!exact.includes(p.precision) && <circle class="area" r={size + 9} />}
                {quad.endsWith('conflict') ? <path class="at" d={triangle(size)} /> : <circle class="at" r={size} />}
              </g>
            );
          })}
      </svg>
      <div class="zoom">
        <button type="button" onClick={() => by(1.7)} aria-label="Closer">
          +
        </button>
        <button type="button" onClick={() => by(1 / 1.7)} aria-label="Farther">
          −
        </button>
        <button type="button" onClick={back} aria-label="All places" title="All places">
          ⤢
        </button>
      </div>
    </div>
  );
}

function about(places: PlaceOnMap[], scale: number, wide: number, high: number): GeoProjection {
  const middle = (f: (p: PlaceOnMap) => number) => (Math.min(...places.map(f)) + Math.max(...places.map(f))) / 2;
  const projection = geoEqualEarth().scale(scale).translate([0, 0]);
  const [x, y] = projection([middle((p) => p.longitude), middle((p) => p.latitude)])!;
  return projection.translate([wide / 2 - x, high / 2 - y]);
}

function triangle(size: number): string {
  const s = size * 1.15;
  return `M0 ${-s}L${s} ${s * 0.75}L${-s} ${s * 0.75}Z`;
}
