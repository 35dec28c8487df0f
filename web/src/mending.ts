// What a person changes of an event, as the dotted fields that a correction takes.
//
// Whoever is added, and where, when and on what condition it was, stands in words of the report: every part of a record is bytes of
// it. Names are ids of the data ("TUR") or what the data call them ("Turkey"); of one they know, all that they know is taken.

import { ByteIndex } from './bytes';
import type { Event, KnownActor, KnownPlace, Participant, Span, Status } from './types';
import { oneLine } from './words';

export const sides = ['source', 'target', 'by'] as const;
export type Side = (typeof sides)[number];

export interface Draft {
  type: string;
  status: Status;
  killed: string;
  injured: string;
  /** By side and place in the list: who is meant, and whether it stays. */
  who: Record<Side, { actor: string; stays: boolean }[]>;
  /** Who joins a side: the report's words, and who is meant. */
  added: Record<Side, { words: string; actor: string }[]>;
  swapped: boolean;
  place: { words: string; name: string; at: KnownPlace | null };
  time: { words: string; from: string; until: string };
  condition: string;
}

export function draftOf(event: Event): Draft {
  const who = (list: Participant[]) => list.map((p) => ({ actor: p.actor ?? '', stays: true }));
  return {
    type: event.type,
    status: event.status,
    killed: event.killed === null ? '' : String(event.killed),
    injured: event.injured === null ? '' : String(event.injured),
    who: { source: who(event.source), target: who(event.target), by: who(event.by) },
    added: { source: [], target: [], by: [] },
    swapped: false,
    place: { words: oneLine(event.place?.text ?? ''), name: event.place?.name ?? '', at: null },
    time: { words: oneLine(event.time?.text ?? ''), from: event.time?.from ?? '', until: event.time?.until ?? '' },
    condition: oneLine(event.condition?.text ?? ''),
  };
}

/** What a draft is read with: words found in the report, and whom the data know by an id or name. */
export interface Help {
  find: (words: string) => Span | null;
  who: (name: string) => KnownActor | null;
}
const none: Help = { find: () => null, who: () => null };

/** Only what differs; a list of participants goes whole when one leaves or joins it or the sides change places. */
export function fieldsOf(event: Event, draft: Draft, help = none): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  if (draft.type !== event.type) fields['type'] = draft.type;
  if (draft.status !== event.status) fields['status'] = draft.status;
  for (const name of ['killed', 'injured'] as const) {
    const given = draft[name].trim() === '' ? null : Number(draft[name]);
    if (given !== event[name]) fields[name] = given;
  }
  addWho(fields, event, draft, help);
  const place = placeOf(event, draft, help);
  if (place !== undefined) fields['place'] = place;
  const time = timeOf(event, draft, help);
  if (time !== undefined) fields['time'] = time;
  if (isOther(draft.condition, event.condition)) {
    const span = help.find(draft.condition);
    fields['condition'] = span === null ? null : { ...span, event: null };
  }
  return fields;
}

function addWho(fields: Record<string, unknown>, event: Event, draft: Draft, help: Help): void {
  const lists: Record<Side, Participant[]> = { source: [], target: [], by: [] };
  const isMoved: Record<Side, boolean> = { source: draft.swapped, target: draft.swapped, by: false };
  for (const side of sides) {
    event[side].forEach((p, i) => {
      const wanted = draft.who[side][i]!;
      const actor = wanted.actor.trim() === '' ? null : wanted.actor.trim();
      if (!wanted.stays) isMoved[side] = true;
      else lists[side].push(actor === p.actor ? p : { ...p, ...meant(actor, side, help) });
    });
  }
  for (const side of sides) {
    const from: Side = draft.swapped && side !== 'by' ? (side === 'source' ? 'target' : 'source') : side;
    const joining = draft.added[side].flatMap(({ words, actor }) => joined(words, actor, side, help));
    if (isMoved[from] || isMoved[side] || joining.length > 0) fields[side] = [...lists[from], ...joining];
    else
      event[side].forEach((p, i) => {
        const now = lists[side][i]!;
        if (now === p) return;
        for (const name of ['actor', 'name', 'country', 'sector', 'code'] as const) {
          if (name in now && now[name] !== p[name] && (name !== 'code' || 'code' in p)) fields[`${side}.${i}.${name}`] = now[name] ?? null;
        }
      });
  }
}

/** Of an actor that the data know all that they say; of any other the name alone. */
function meant(name: string | null, side: Side, help: Help): Partial<Participant> {
  const known = name === null ? null : help.who(name);
  if (known === null) return { actor: name };
  const { actor, name: called, country, sector, code } = known;
  return { actor, name: called, country, sector, ...(side === 'by' ? {} : { code }) };
}

function joined(words: string, actor: string, side: Side, help: Help): Participant[] {
  const span = help.find(words);
  if (span === null) return [];
  const empty = { actor: null, name: null, country: null, sector: null };
  return [
    {
      ...span,
      ...empty,
      ...(side === 'by' ? { role: null, cue: null } : { code: null, role: null }),
      ...meant(actor.trim() || null, side, help),
    },
  ];
}

function isOther(words: string, span: Span | null): boolean {
  return oneLine(words) !== oneLine(span?.text ?? '');
}

/** Undefined: as it was. */
function placeOf(event: Event, draft: Draft, help: Help): object | null | undefined {
  const { words, name, at } = draft.place;
  const isMoved = isOther(words, event.place);
  if (!isMoved && at === null && name.trim() === (event.place?.name ?? '')) return undefined;
  if (words.trim() === '') return null;
  const span = isMoved ? help.find(words) : event.place;
  if (span === null) return null;
  const unknown = { name: name.trim() || null, country: null, latitude: null, longitude: null, precision: null };
  const isSame = at === null && name.trim() !== '' && name.trim() === event.place?.name;
  const { country, latitude, longitude, precision } = isSame ? event.place! : (at ?? unknown);
  return {
    ...{ start: span.start, end: span.end, text: span.text },
    ...{ name: at?.name ?? unknown.name, country, latitude, longitude, precision, relation: isMoved ? null : event.place!.relation },
  };
}

function timeOf(event: Event, draft: Draft, help: Help): object | null | undefined {
  const { words, from, until } = draft.time;
  const isMoved = isOther(words, event.time);
  if (!isMoved && from === (event.time?.from ?? '') && until === (event.time?.until ?? '')) return undefined;
  if (words.trim() === '') return null;
  const span = isMoved ? help.find(words) : event.time;
  if (span === null) return null;
  return { start: span.start, end: span.end, text: span.text, from: from || null, until: until || null };
}

/** What is wrong with a draft, or nothing. */
export function faultOf(event: Event, draft: Draft, help = none): string {
  for (const name of ['killed', 'injured'] as const) {
    if (!/^\s*\d*\s*$/.test(draft[name])) return `The number ${name} must be a whole number or empty.`;
  }
  const { time, place } = draft;
  const said = [
    ...sides.flatMap((side) => draft.added[side].map((a) => a.words)),
    isOther(place.words, event.place) ? place.words : '',
    isOther(time.words, event.time) ? time.words : '',
    isOther(draft.condition, event.condition) ? draft.condition : '',
  ];
  const missing = said.find((words) => words.trim() !== '' && help.find(words) === null);
  if (missing !== undefined) return `The report does not hold the words “${oneLine(missing)}”.`;
  if (sides.some((side) => draft.added[side].some((a) => a.words.trim() === '')))
    return 'Whoever is added needs the words by which the report calls them.';
  if (place.words.trim() === '' && place.name.trim() !== '' && place.name !== event.place?.name)
    return 'A place needs the words of the report that tell of it.';
  if (time.words.trim() === '' && (time.from || time.until) && event.time === null)
    return 'Days need the words of the report that tell of them.';
  if (time.from !== '' && time.until !== '' && time.from > time.until) return 'The first day is after the last.';
  return '';
}

/** Where words stand in a text, blanks and line ends alike; of several places the one nearest to a byte. */
export function finder(text: string, near: number): (words: string) => Span | null {
  const index = new ByteIndex(text);
  const at = index.at(near);
  return (words) => {
    const plain = oneLine(words);
    if (plain === '') return null;
    const pattern = new RegExp(plain.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(' ', '\\s+'), 'g');
    let best: { start: number; end: number } | null = null;
    for (const match of text.matchAll(pattern)) {
      const found = { start: match.index, end: match.index + match[0].length };
      if (best === null || Math.abs(found.start - at) < Math.abs(best.start - at)) best = found;
    }
    if (best === null) return null;
    return { start: index.byteOf(best.start), end: index.byteOf(best.end), text: text.slice(best.start, best.end) };
  };
}
