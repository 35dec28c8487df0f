import { describe, expect, it } from 'vitest';
import { draftOf, faultOf, fieldsOf, finder } from '../../src/mending';
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
  reports: null,
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
    expect(faultOf(event, { ...draftOf(event), killed: 'dozens' })).toContain('killed');
    expect(faultOf(event, draftOf(event))).toBe('');
  });

  const text = 'On Monday, if talks\nfail, Türkiye struck rebels near Idlib. Idlib is far.';
  const find = finder(text, 40);
  const turkey = { actor: 'TUR', name: 'Turkey', kind: 'state', country: 'TUR', sector: 'GOV', code: 'TURGOV' };
  const help = { find, who: (name: string) => (name === 'TUR' || name === 'Turkey' ? turkey : null) };

  it('takes all that the data know of whom is meant', () => {
    const draft = draftOf(event);
    draft.who.target[0]!.actor = 'Turkey';
    expect(fieldsOf(event, draft, help)).toEqual({
      'target.0.actor': 'TUR',
      'target.0.name': 'Turkey',
      'target.0.country': 'TUR',
      'target.0.sector': 'GOV',
    });
  });

  it('that adds somebody gives the list whole, with the bytes of their words', () => {
    const draft = draftOf(event);
    draft.added.source.push({ words: 'Türkiye', actor: 'TUR' });
    const source = fieldsOf(event, draft, help)['source'] as Participant[];
    expect(source[0]).toBe(event.source[0]);
    expect(source[1]).toMatchObject({ start: 26, end: 34, text: 'Türkiye', actor: 'TUR', country: 'TUR', code: 'TURGOV' });
    draft.added.by.push({ words: 'rebels', actor: '' });
    expect(fieldsOf(event, draft, help)['by']).toMatchObject([{ text: 'rebels', actor: null, cue: null }]);
  });

  it('gives place, time and condition with their bytes, or takes them away', () => {
    const at = { name: 'Idlib', precision: 'town', country: 'SYR', latitude: 35.93, longitude: 36.63 };
    const draft = {
      ...draftOf(event),
      place: { words: 'near Idlib', name: 'Idlib', at },
      time: { words: 'On Monday', from: '2020-02-03', until: '2020-02-03' },
      condition: 'if talks fail',
    };
    const fields = fieldsOf(event, draft, help);
    expect(fields['place']).toEqual({ start: 49, end: 59, text: 'near Idlib', ...at, relation: null });
    expect(fields['time']).toEqual({ start: 0, end: 9, text: 'On Monday', from: '2020-02-03', until: '2020-02-03' });
    expect(fields['condition']).toEqual({ start: 11, end: 24, text: 'if talks\nfail', event: null });
    const told = { ...event, ...fields } as Event;
    expect(fieldsOf(told, draftOf(told), help)).toEqual({});
    const bare = {
      ...draftOf(told),
      place: { words: '', name: 'Idlib', at: null },
      time: { words: '', from: '', until: '' },
      condition: '',
    };
    expect(fieldsOf(told, bare, help)).toEqual({ place: null, time: null, condition: null });
    const days = { ...draftOf(told), time: { words: 'On Monday', from: '2020-02-03', until: '' } };
    expect(fieldsOf(told, days, help)).toEqual({ time: { start: 0, end: 9, text: 'On Monday', from: '2020-02-03', until: null } });
  });

  it('refuses words that the report does not hold, and days that run backwards', () => {
    const draft = draftOf(event);
    expect(faultOf(event, { ...draft, condition: 'unless it rains' }, help)).toContain('unless it rains');
    expect(faultOf(event, { ...draft, added: { ...draft.added, by: [{ words: ' ', actor: 'TUR' }] } }, help)).toContain('words');
    const time = { words: 'On Monday', from: '2020-02-04', until: '2020-02-03' };
    expect(faultOf(event, { ...draft, time }, help)).toContain('after');
    expect(faultOf(event, { ...draft, time: { ...time, from: '' } }, help)).toBe('');
  });

  it('finds the words nearest to the event', () => {
    expect(finder(text, 40)('Idlib')).toEqual({ start: 54, end: 59, text: 'Idlib' });
    expect(finder(text, 70)('Idlib')).toEqual({ start: 61, end: 66, text: 'Idlib' });
    expect(find('(Idlib')).toBeNull();
  });
});
