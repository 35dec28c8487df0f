import { describe, expect, it } from 'vitest';
import { draftOf, faultOf, fieldsOf } from '../../src/mending';
import type { Event, Participant } from '../../src/types';

const who = (text: string, actor: string | null): Participant => ({
  start: 0,
  end: text.length,
  text,
  actor,
  name: null,
  country: null,
  sector: null,
});
const event: Event = {
  id: '7f0c2d9a41b6e803',
  report: 'r',
  published: null,
  sentence: 0,
  type: 'ASSAULT',
  mode: null,
  cameo: null,
  goldstein: null,
  status: 'actual',
  trigger: { start: 0, end: 6, text: 'struck' },
  source: [who('the army', 'TUR-MIL')],
  target: [who('a village', null), who('rebels', 'new:rebels')],
  condition: null,
  by: [],
  quoted: false,
  place: null,
  time: null,
  killed: 5,
  injured: null,
  confidence: 0.4,
  why: [],
  review: 'none',
  incident: null,
};

describe('a mending', () => {
  it('that changes nothing names no field', () => expect(fieldsOf(event, draftOf(event))).toEqual({}));

  it('names what differs, and no more', () => {
    const draft = { ...draftOf(event), type: 'COERCE', killed: '', injured: '3' };
    expect(fieldsOf(event, draft)).toEqual({ type: 'COERCE', killed: null, injured: 3 });
  });

  it('of who is meant is a dotted field; emptied, nobody is known', () => {
    const draft = draftOf(event);
    draft.who.source[0]!.actor = 'SYR-MIL';
    draft.who.target[1]!.actor = ' ';
    expect(fieldsOf(event, draft)).toEqual({ 'source.0.actor': 'SYR-MIL', 'target.1.actor': null });
  });

  it('that leaves somebody out gives the list whole', () => {
    const draft = draftOf(event);
    draft.who.target[0]!.stays = false;
    expect(fieldsOf(event, draft)).toEqual({ target: [event.target[1]] });
  });

  it('that turns the sides round gives both, with what else was changed in them', () => {
    const draft = { ...draftOf(event), swapped: true };
    draft.who.source[0]!.actor = 'TUR';
    expect(fieldsOf(event, draft)).toEqual({ source: event.target, target: [{ ...event.source[0], actor: 'TUR' }] });
  });

  it('refuses a toll that is no number', () => {
    expect(faultOf({ ...draftOf(event), killed: 'dozens' })).toContain('killed');
    expect(faultOf(draftOf(event))).toBe('');
  });
});
