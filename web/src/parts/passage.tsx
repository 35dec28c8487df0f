// A place in a report that something rests on, with the way to it.

import { href } from '../address';
import type { Evidence, Telling } from '../types';
import { day } from '../words';
import { Sentence } from './marks';

export function Passage({ of: e }: { of: Evidence }) {
  return (
    <blockquote>
      <Sentence sentence={e.span} trigger={e.trigger} />
      <footer>
        <a href={href('/report', { id: e.report, event: e.event, at: e.event === null ? `${e.span.start}-${e.span.end}` : null })}>
          {e.source ?? e.report}
        </a>
        {e.day !== null && <>, {day(e.day)}</>}, bytes {e.span.start}–{e.span.end}
      </footer>
    </blockquote>
  );
}

export function Told({ telling, note }: { telling: Telling; note?: string }) {
  return (
    <blockquote>
      <Sentence sentence={telling.sentence} trigger={telling.trigger} />
      <footer>
        <a href={href('/report', { id: telling.report, event: telling.event })}>{telling.report}</a>
        {telling.day !== null && <>, {day(telling.day)}</>}
        {note !== undefined && <>; {note}</>}
      </footer>
    </blockquote>
  );
}
