// The head of a column that the rows can be put in order by.

import type { ComponentChildren } from 'preact';
import { direction, type Sort } from '../sorting';

interface Props {
  sort: Sort;
  column: string;
  /** Which way it goes first: numbers mostly from the most. */
  first?: 'up' | 'down';
  class?: string;
  children: ComponentChildren;
}

export function Column({ sort, column, first = 'up', class: className, children }: Props) {
  const now = direction(sort.order, column);
  return (
    <th scope="col" class={className} aria-sort={now === 'none' ? undefined : now}>
      <button type="button" class="column" onClick={() => sort.turn(column, first)}>
        {children}
        <span class="arrow" aria-hidden="true">
          {now === 'ascending' ? '↑' : now === 'descending' ? '↓' : ''}
        </span>
      </button>
    </th>
  );
}

interface Choice {
  sort: Sort;
  columns: readonly (readonly [order: string, words: string])[];
  class?: string;
}

/** The same as a list, where there are no heads: of a list, or of a table in a narrow window. */
export function ColumnChoice({ sort, columns, class: kind }: Choice) {
  return (
    <label class={kind}>
      In order of
      <select value={sort.order} onChange={(e) => sort.choose(e.currentTarget.value)}>
        {columns.map(([order, words]) => (
          <option key={order} value={order}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
