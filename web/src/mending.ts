// What a person changes of an event, as the dotted fields that a correction takes.

import type { Event, Participant, Status } from './types';

export const sides = ['source', 'target', 'by'] as const;
export type Side = (typeof sides)[number];

export interface Draft {
  type: string;
  status: Status;
  killed: string;
  injured: string;
  /** By side and place in the list: who is meant, and whether it stays. */
  who: Record<Side, { actor: string; stays: boolean }[]>;
  swapped: boolean;
}

export function draftOf(event: Event): Draft {
  const who = (list: Participant[]) => list.map((p) => ({ actor: p.actor ?? '', stays: true }));
  return {
    type: event.type,
    status: event.status,
    killed: event.killed === null ? '' : String(event.killed),
    injured: event.injured === null ? '' : String(event.injured),
    who: { source: who(event.source), target: who(event.target), by: who(event.by) },
    swapped: false,
  };
}

/** Only what differs; a list of participants goes whole when one leaves it or the sides change places. */
export function fieldsOf(event: Event, draft: Draft): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  if (draft.type !== event.type) fields['type'] = draft.type;
  if (draft.status !== event.status) fields['status'] = draft.status;
  for (const name of ['killed', 'injured'] as const) {
    const given = draft[name].trim() === '' ? null : Number(draft[name]);
    if (given !== event[name]) fields[name] = given;
  }
  const lists: Record<Side, Participant[]> = { source: [], target: [], by: [] };
  const isMoved: Record<Side, boolean> = { source: draft.swapped, target: draft.swapped, by: false };
  for (const side of sides) {
    event[side].forEach((p, i) => {
      const wanted = draft.who[side][i]!;
      const actor = wanted.actor.trim() === '' ? null : wanted.actor.trim();
      if (!wanted.stays) isMoved[side] = true;
      else lists[side].push(actor === p.actor ? p : { ...p, actor });
    });
  }
  for (const side of sides) {
    const from: Side = draft.swapped && side !== 'by' ? (side === 'source' ? 'target' : 'source') : side;
    if (isMoved[from] || isMoved[side]) fields[side] = lists[from];
    else
      event[side].forEach((p, i) => {
        const actor = lists[side][i]!.actor;
        if (actor !== p.actor) fields[`${side}.${i}.actor`] = actor;
      });
  }
  return fields;
}

/** What is wrong with a draft, or nothing. */
export function faultOf(draft: Draft): string {
  for (const name of ['killed', 'injured'] as const) {
    if (!/^\s*\d*\s*$/.test(draft[name])) return `The number ${name} must be a whole number or empty.`;
  }
  return '';
}
