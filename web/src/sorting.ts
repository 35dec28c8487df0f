// In what order a table's rows come: a column's name, with "-" before it from the last to the first. It stands in the address.
//
//   const sort = useOrder('-day')
//   sort.order            // "-day", until another one is chosen
//   ordered(rows, sort.order, { type: (r) => r.type })

import { useQuery } from './address';

export interface Sort {
  order: string;
  /** The column, and which way it goes when it is chosen first. */
  turn: (column: string, first?: 'up' | 'down') => void;
  choose: (order: string) => void;
}

/** The view's own order stays out of the address. */
export function useOrder(own: string, name = 'order'): Sort {
  const [query, set] = useQuery();
  const given = query.get(name) ?? '';
  const order = given === '' ? own : given;
  const choose = (next: string) => set({ [name]: next === own ? '' : next });
  return { order, choose, turn: (column, first = 'up') => choose(nextOrder(order, column, first)) };
}

/** Another column begins its own way; the same one turns round. */
export function nextOrder(order: string, column: string, first: 'up' | 'down'): string {
  if (order === column) return `-${column}`;
  if (order === `-${column}`) return column;
  return first === 'down' ? `-${column}` : column;
}

export function direction(order: string, column: string): 'ascending' | 'descending' | 'none' {
  return order === column ? 'ascending' : order === `-${column}` ? 'descending' : 'none';
}

type Key = string | number | null;

/** Rows by a column; equal ones stay as they are, and those without come last either way. An unknown column changes nothing. */
export function ordered<Row>(rows: readonly Row[], order: string, columns: Record<string, (row: Row) => Key>): Row[] {
  const isDown = order.startsWith('-');
  const key = columns[isDown ? order.slice(1) : order];
  if (key === undefined) return [...rows];
  const keyed = rows.map((row) => [key(row), row] as const);
  const isNone = (k: Key) => k === null || k === '';
  keyed.sort(([a], [b]) => {
    if (isNone(a) || isNone(b)) return Number(isNone(a)) - Number(isNone(b));
    const by = typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
    return isDown ? -by : by;
  });
  return keyed.map(([, row]) => row);
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
