import { expect, it } from 'vitest';
import { draftOf, edited, finished, isEdited } from '../../src/editing';
import type { Brief, Line } from '../../src/types';

const line = (text: string): Line => ({
  text,
  depth: 0,
  basis: null,
  evidence: [{ report: 'r', source: null, day: null, span: { start: 0, end: 3, text: 'abc' }, trigger: null, event: 'e' }],
});
const brief: Brief = {
  title: 'T',
  period: 'July',
  sections: [{ id: 's', heading: 'S', lines: [line('one'), line('two')] }],
  tables: [],
  chart: {
    caption: 'Reports a day',
    bars: [
      { day: '2019-07-28', reports: 0 },
      { day: '2019-07-29', reports: 2 },
    ],
  },
  spots: [{ name: 'Ankara', latitude: 39.92, longitude: 32.85, events: 2 }],
};
const texts = (b: Brief) => b.sections[0]!.lines.map((l) => l.text);

it('a digest that nobody touched goes out as it came', () => {
  const draft = draftOf(brief);
  expect(isEdited(draft)).toBe(false);
  expect(finished(draft)).toEqual(brief);
});

it('a line that is rewritten is marked and keeps its evidence; written back, it is the machine’s again', () => {
  let draft = edited(draftOf(brief), { what: 'text', section: 0, line: 0, text: 'ONE' });
  expect(finished(draft).sections[0]!.lines[0]).toEqual({ ...line('ONE'), edited: true });
  draft = edited(draft, { what: 'text', section: 0, line: 0, text: 'one' });
  expect(isEdited(draft)).toBe(false);
});

it('what is left out comes back; what is added is the editor’s own and rests on nothing', () => {
  let draft = edited(draftOf(brief), { what: 'out', section: 0, line: 0 });
  expect(texts(finished(draft))).toEqual(['two']);
  draft = edited(draft, { what: 'back', section: 0, line: 0 });
  draft = edited(draft, { what: 'add', section: 0, text: 'three' });
  expect(texts(finished(draft))).toEqual(['one', 'two', 'three']);
  expect(finished(draft).sections[0]!.lines[2]).toMatchObject({ edited: true, evidence: [], basis: null });
});

it('lines move within their section and not out of it', () => {
  const draft = edited(draftOf(brief), { what: 'move', section: 0, line: 1, by: -1 });
  expect(texts(finished(draft))).toEqual(['two', 'one']);
  expect(texts(finished(edited(draft, { what: 'move', section: 0, line: 0, by: -1 })))).toEqual(['two', 'one']);
  expect(brief.sections[0]!.lines[0]!.text).toBe('one');
});
