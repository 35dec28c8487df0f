// The small things that stand in many views: an event's type with its sign, its status, who, and text shown as text.

import { href } from '../address';
import { ByteIndex } from '../bytes';
import { shown } from '../pieces';
import type { Participant, Party, Review, Span, Status } from '../types';
import { actorOf, nameOf, quadOf, quadSign, quadWords, quads, sectors, statusMeaning } from '../words';

export function Type({ type }: { type: string }) {
  const quad = quadOf(type);
  return (
    <span class={`type ${quad}`} title={quadWords[quad]}>
      <span aria-hidden="true">{quadSign[quad]} </span>
      {type}
      <span class="unseen">, {quadWords[quad]}</span>
    </span>
  );
}

export function StatusWord({ status }: { status: Status }) {
  return (
    <span class={`status ${status}`} title={statusMeaning[status]}>
      {status}
    </span>
  );
}

const reviewSign: Record<Review, string> = { none: '', accepted: '✓ ', mended: '✎ ', rejected: '✕ ', withdrawn: '– ' };
export function ReviewWord({ review }: { review: Review }) {
  return review === 'none' ? null : (
    <span class={`review ${review}`}>
      <span aria-hidden="true">{reviewSign[review]}</span>
      {review}
    </span>
  );
}

/** Whatever a report holds is text: marks that turn or hide what stands beside them are shown by name. */
export function Plain({ text }: { text: string }) {
  return (
    <>
      {shown(text).map((piece, i) =>
        typeof piece === 'string' ? (
          piece
        ) : (
          <span key={i} class="control" title={`${piece.code}, shown by its name`}>
            {piece.name}
          </span>
        ),
      )}
    </>
  );
}

export function Who({ who }: { who: Participant | Party }) {
  const known = who.actor !== null;
  const said = nameOf(who);
  return (
    <>
      {known ? (
        <a href={href('/actor', { id: actorOf(who) })}>
          <bdi>
            <Plain text={said} />
          </bdi>
        </a>
      ) : (
        <bdi>
          <Plain text={said} />
        </bdi>
      )}
    </>
  );
}

export function Whos({ list, none = '–' }: { list: readonly (Participant | Party)[]; none?: string }) {
  if (list.length === 0) return <span class="soft">{none}</span>;
  return (
    <>
      {list.map((who, i) => (
        <>
          {i > 0 && ', '}
          <Who who={who} />
        </>
      ))}
    </>
  );
}

/** "Turkey, government, foreign minister". */
export function about(who: Participant | Party): string {
  const role = 'role' in who ? who.role : null;
  return [who.country, who.sector === null ? null : (sectors[who.sector] ?? who.sector), role].filter(Boolean).join(', ');
}

/** A sentence with the words in it that the record is about. */
export function Sentence({ sentence, trigger }: { sentence: Span; trigger: Span | null }) {
  const inside = trigger !== null && trigger.start >= sentence.start && trigger.end <= sentence.end;
  const at = inside ? new ByteIndex(sentence.text).at(trigger.start - sentence.start) : -1;
  return (
    <bdi class="sentence">
      {at < 0 || trigger === null ? (
        <Plain text={sentence.text} />
      ) : (
        <>
          <Plain text={sentence.text.slice(0, at)} />
          <mark>
            <Plain text={trigger.text} />
          </mark>
          <Plain text={sentence.text.slice(at + trigger.text.length)} />
        </>
      )}
    </bdi>
  );
}

export function Legend() {
  return (
    <ul class="legend" aria-label="Signs">
      {quads.map((q) => (
        <li key={q} class={q}>
          <span aria-hidden="true">{quadSign[q]}</span> {quadWords[q]}
        </li>
      ))}
    </ul>
  );
}
