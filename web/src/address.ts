// Where the page is: every view is a path and a query that can be shared. A value that is the view's default stays out.
//
//   href('/events', { type: ['THREATEN'], since: '2019-07' })   // "/events?type=THREATEN&since=2019-07"
//   const [query, set] = useQuery();
//   set({ status: 'actual' })                                   // the same view with another filter

import { useEffect, useState } from 'preact/hooks';

export type Value = string | number | boolean | readonly string[] | null | undefined;
export type Values = Record<string, Value>;

/** Empty values are left out, lists repeat their name, the order is that of the values. */
export function href(path: string, values: Values = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) for (const one of value as readonly string[]) query.append(name, one);
    else if (value !== null && value !== undefined && value !== '' && value !== false) query.set(name, String(value));
  }
  const words = query.toString();
  return words === '' ? path : `${path}?${words}`;
}

/** The query with some values set; those that are empty fall out. */
export function changed(search: string, values: Values): string {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(values)) {
    query.delete(name);
    if (Array.isArray(value)) for (const one of value as readonly string[]) query.append(name, one);
    else if (value !== null && value !== undefined && value !== '' && value !== false) query.set(name, String(value));
  }
  const words = query.toString();
  return words === '' ? '' : `?${words}`;
}

/** A name that is one of these, or the first. */
export function choice<T extends string>(given: string | null, names: readonly [T, ...T[]]): T {
  return names.find((n) => n === given) ?? names[0];
}

/** "2019", "2019-07" or "2019-07-29", else nothing: what a person typed into an address is not trusted. */
export function dayIn(given: string | null): string {
  return given !== null && /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(given) ? given : '';
}

// ---- The browser's history ----

const listeners = new Set<() => void>();

export function go(to: string, how: 'push' | 'replace' = 'push'): void {
  if (to === location.pathname + location.search + location.hash) return;
  if (how === 'push') history.pushState(null, '', to);
  else history.replaceState(null, '', to);
  for (const told of [...listeners]) told();
}

/** Follows links of the page itself without loading it anew. */
export function followLinks(): void {
  addEventListener('popstate', () => [...listeners].forEach((told) => told()));
  addEventListener('click', (click) => {
    if (click.defaultPrevented || click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
    const link = (click.target as Element | null)?.closest?.('a[href]');
    if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin || link.target !== '' || link.download !== '') return;
    if (link.pathname.startsWith('/api/') || link.getAttribute('href')!.startsWith('#')) return;
    click.preventDefault();
    const isOther = link.pathname !== location.pathname;
    go(link.pathname + link.search + link.hash);
    if (isOther) scrollTo(0, 0);
  });
}

export interface Address {
  path: string;
  search: string;
}

export function useAddress(): Address {
  const [, again] = useState(0);
  useEffect(() => {
    const told = () => again((n) => n + 1);
    listeners.add(told);
    return () => void listeners.delete(told);
  }, []);
  return { path: location.pathname, search: location.search };
}

export type SetQuery = (values: Values, how?: 'push' | 'replace') => void;

export function useQuery(): [URLSearchParams, SetQuery] {
  const { search } = useAddress();
  return [new URLSearchParams(search), (values, how = 'replace') => go(location.pathname + changed(location.search, values), how)];
}
