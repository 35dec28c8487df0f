// The four states of whatever is asked of the server: on its way, faulty, nothing there, there.

import type { ComponentChildren } from 'preact';
import type { Asked } from '../api';

export function Loading({ what = 'Loading' }: { what?: string }) {
  return (
    <p class="state" role="status">
      <span class="dots" aria-hidden="true" />
      {what}…
    </p>
  );
}

export function Faulty({ message, again }: { message: string; again?: () => void }) {
  return (
    <div class="state fault" role="alert">
      <p>{message}</p>
      {again && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <div class="state">{children}</div>;
}

interface Props<T> {
  asked: Asked<T>;
  what?: string;
  /** What to say when there is nothing; null when there is something. */
  empty?: (value: T) => ComponentChildren | null;
  children: (value: T) => ComponentChildren;
}

/** While a new answer is on its way the last one stays, dimmed: a filter that is changed does not empty the page. */
export function Shown<T>({ asked, what, empty, children }: Props<T>) {
  if (asked.state === 'failed') return <Faulty message={asked.why.message} again={asked.again} />;
  if (asked.state === 'loading' && asked.value === null) return what === undefined ? <Loading /> : <Loading what={what} />;
  const value = asked.value as T;
  const nothing = empty?.(value) ?? null;
  return (
    <div class={asked.state === 'loading' ? 'stale' : undefined} aria-busy={asked.state === 'loading'}>
      {nothing === null ? children(value) : <Empty>{nothing}</Empty>}
    </div>
  );
}
