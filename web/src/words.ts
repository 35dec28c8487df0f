// How the page says things: numbers, days, names and the few words that the record's codes stand for.

import type { Event, Every, Participant, Quad, Status } from './types';

export const quads: readonly Quad[] = ['verbal_cooperation', 'material_cooperation', 'verbal_conflict', 'material_conflict'];

/** A class is told by words and shape, and only besides by colour: hollow is said, filled is done; a disc is cooperation. */
export const quadWords: Record<Quad, string> = {
  verbal_cooperation: 'cooperation in words',
  material_cooperation: 'cooperation in deeds',
  verbal_conflict: 'conflict in words',
  material_conflict: 'conflict in deeds',
};
export const quadSign: Record<Quad, string> = {
  verbal_cooperation: '○',
  material_cooperation: '●',
  verbal_conflict: '△',
  material_conflict: '▲',
};

export const typeQuad: Record<string, Quad> = {
  AGREE: 'verbal_cooperation',
  CONSULT: 'verbal_cooperation',
  SUPPORT: 'verbal_cooperation',
  CONCEDE: 'verbal_cooperation',
  COOPERATE: 'material_cooperation',
  AID: 'material_cooperation',
  RETREAT: 'material_cooperation',
  REQUEST: 'verbal_conflict',
  ACCUSE: 'verbal_conflict',
  REJECT: 'verbal_conflict',
  THREATEN: 'verbal_conflict',
  PROTEST: 'material_conflict',
  SANCTION: 'material_conflict',
  MOBILIZE: 'material_conflict',
  COERCE: 'material_conflict',
  ASSAULT: 'material_conflict',
};
export const types = Object.keys(typeQuad);

export function quadOf(type: string): Quad {
  return typeQuad[type] ?? 'verbal_cooperation';
}

export const statuses: readonly Status[] = ['actual', 'future', 'conditional', 'possible', 'demanded', 'negated'];
export const statusMeaning: Record<Status, string> = {
  actual: 'told as done',
  future: 'planned, promised or expected',
  conditional: 'would be, if',
  possible: 'told as what may be or have been',
  demanded: 'asked for or required',
  negated: 'told as not done',
};

export const sectors: Record<string, string> = {
  GOV: 'government',
  LEG: 'parliament',
  JUD: 'courts',
  MIL: 'armed forces',
  POL: 'police',
  SPY: 'intelligence',
  PTY: 'party',
  OPP: 'opposition',
  REB: 'rebels',
  CVL: 'civilians',
  MED: 'media',
  BUS: 'business',
  NGO: 'non-governmental',
  IGO: 'international body',
  EDU: 'education',
  REL: 'religious',
  UNK: 'unknown',
};

const bodies: Record<string, string> = {
  IGO: 'international bodies',
  NGO: 'non-governmental bodies',
  MNC: 'companies of several states',
  INT: 'several states',
};

/** The codes that stand where a state would and are none, in words; any other name as it is. */
export function stateName(name: string): string {
  return bodies[name] ?? name;
}

/** "Mevlüt Çavuşoğlu, foreign minister" is for panels; lines take the short form. */
export function nameOf(p: Pick<Participant, 'name' | 'text'>): string {
  return p.name ?? oneLine(p.text);
}

export function namesOf(list: readonly Pick<Participant, 'name' | 'text'>[]): string {
  return list.length === 0 ? '–' : list.map(nameOf).join(', ');
}

/** What groups a participant with itself elsewhere: its id, else its words. */
export function actorOf(p: Pick<Participant, 'actor' | 'text'>): string {
  return p.actor ?? oneLine(p.text);
}

/** Names as an answer lists them, in one line. */
export function listed(names: readonly string[]): string {
  return names.length === 0 ? '–' : names.map(oneLine).join(', ');
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** "Turkey → United States, threatened". */
export function eventLine(e: Pick<Event, 'source' | 'target' | 'trigger'>): string {
  return `${namesOf(e.source)} → ${namesOf(e.target)}, “${oneLine(e.trigger.text)}”`;
}

const grouping = new Intl.NumberFormat('en-GB');
export function count(n: number): string {
  return grouping.format(n);
}

/** "1 event", "12 events". */
export function counted(n: number, one: string, many = one + 's'): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** 0.913 is "91 %"; below 1 and above 99 per cent a decimal is kept: "0.4 %"; what is nearly nothing is not called nothing. */
export function percent(p: number): string {
  const value = p * 100;
  if (value > 0 && value < 0.05) return '< 0.1 %';
  if (value < 100 && value > 99.95) return '> 99.9 %';
  const isEdge = (value > 0 && value < 1) || (value > 99 && value < 100);
  return `${isEdge ? value.toFixed(1) : Math.round(value)} %`;
}

/** "+0.42", "−1.30". */
export function signed(n: number, digits = 2): string {
  const words = Math.abs(n).toFixed(digits);
  return Number(words) === 0 ? words : (n < 0 ? '−' : '+') + words;
}

/** A range of counts: "7", "5–7". */
export function range(r: { low: number; high: number }): string {
  return r.low === r.high ? count(r.low) : `${count(r.low)}–${count(r.high)}`;
}

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(0)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

// ---- Days: "2019-07-29" throughout; what a person reads is "29 July 2019" ----

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

export function day(iso: string | null | undefined): string {
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(iso ?? '');
  if (parts === null) return iso ? iso : 'no day';
  const [, year, month, date] = parts;
  return [date === undefined ? '' : String(Number(date)), month === undefined ? '' : months[Number(month) - 1], year]
    .filter(Boolean)
    .join(' ');
}

/** "29 July 2019" for one day, "22–28 July 2019", "30 July – 2 August 2019". */
export function days(first: string, last: string): string {
  if (first === last) return day(first);
  if (first.slice(0, 7) === last.slice(0, 7)) return `${Number(first.slice(8))}–${day(last)}`;
  if (first.slice(0, 4) === last.slice(0, 4)) return `${day(first).replace(/ \d{4}$/, '')} – ${day(last)}`;
  return `${day(first)} – ${day(last)}`;
}

export function seconds(iso: string): number {
  return Date.parse(iso.length === 4 ? `${iso}-01-01` : iso.length === 7 ? `${iso}-01` : iso) / 1000;
}

export function isoDay(unix: number): string {
  return new Date(unix * 1000).toISOString().slice(0, 10);
}

/** The last day of a period that begins on this day. */
export function lastDay(first: string, every: Every): string {
  const at = new Date(first + 'T00:00:00Z');
  if (every === 'week') at.setUTCDate(at.getUTCDate() + 6);
  if (every === 'month') at.setUTCMonth(at.getUTCMonth() + 1, 0);
  return at.toISOString().slice(0, 10);
}

// ---- Reasons ----

/** The record's steps, in the order in which a reader asks. */
export const stepWords: Record<string, string> = {
  trigger: 'that this is an event',
  type: 'its type',
  status: 'its status',
  source: 'who did it',
  target: 'to whom',
  by: 'on whose word',
  cue: 'the word of saying',
  condition: 'its condition',
  place: 'where',
  time: 'when',
  actor: 'who is meant',
};

/** "if-clause" is "if clause"; a rule's name stays recognisable. */
export function ruleWords(name: string): string {
  return name.replaceAll('-', ' ');
}
