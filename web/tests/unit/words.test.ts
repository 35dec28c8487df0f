import { describe, expect, it } from 'vitest';
import { count, counted, day, days, lastDay, namesOf, percent, range, signed, size, typeQuad } from '../../src/words';

describe('numbers', () => {
  it('are grouped and agree with their noun', () => {
    expect(count(100000)).toBe('100,000');
    expect(counted(1, 'event')).toBe('1 event');
    expect(counted(0, 'copy', 'copies')).toBe('0 copies');
  });
  it('per cent keeps a decimal at the edges, where it matters', () => {
    expect([0, 0.0003, 0.004, 0.5, 0.996, 0.99996, 1].map(percent)).toEqual([
      '0 %',
      '< 0.1 %',
      '0.4 %',
      '50 %',
      '99.6 %',
      '> 99.9 %',
      '100 %',
    ]);
  });
  it('carry their sign unless they are nothing', () => {
    expect([0.421, -1.3, -0.001].map((n) => signed(n))).toEqual(['+0.42', '−1.30', '0.00']);
  });
  it('ranges and sizes', () => {
    expect([range({ low: 7, high: 7 }), range({ low: 5, high: 7 })]).toEqual(['7', '5–7']);
    expect([size(12), size(5300), size(5_300_000)]).toEqual(['12 bytes', '5 kB', '5.3 MB']);
  });
});

describe('days', () => {
  it('as they are known', () => {
    expect(['2019-07-29', '2019-07', '2019', null, 'soon'].map(day)).toEqual(['29 July 2019', 'July 2019', '2019', 'no day', 'soon']);
  });
  it('ranges say each thing once', () => {
    expect(days('2019-07-22', '2019-07-28')).toBe('22–28 July 2019');
    expect(days('2019-07-29', '2019-08-04')).toBe('29 July – 4 August 2019');
    expect(days('2019-12-30', '2020-01-05')).toBe('30 December 2019 – 5 January 2020');
    expect(days('2019-07-29', '2019-07-29')).toBe('29 July 2019');
  });
  it('the last of a period', () => {
    expect(lastDay('2019-07-29', 'week')).toBe('2019-08-04');
    expect(lastDay('2020-02-01', 'month')).toBe('2020-02-29');
    expect(lastDay('2019-12-01', 'month')).toBe('2019-12-31');
    expect(lastDay('2019-12-01', 'day')).toBe('2019-12-01');
  });
});

it('somebody unknown is called by the words of the report, on one line', () => {
  expect(
    namesOf([
      { name: null, text: 'armed\n  men' },
      { name: 'Turkey', text: 'Ankara' },
    ]),
  ).toBe('armed men, Turkey');
  expect(namesOf([])).toBe('–');
});

it('all sixteen types have a class', () => expect(Object.keys(typeQuad)).toHaveLength(16));
