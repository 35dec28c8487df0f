import { describe, expect, it } from 'vitest';
import { changed, choice, dayIn, href } from '../../src/address';
import { one } from '../../src/api';

describe('href', () => {
  it('leaves out what is empty and repeats lists', () => {
    expect(href('/events', { type: ['ASSAULT', 'COERCE'], since: '', actor: null, limit: 0 })).toBe(
      '/events?type=ASSAULT&type=COERCE&limit=0',
    );
    expect(href('/', {})).toBe('/');
  });
  it('carries any id and any words', () => {
    const to = href('/report', { id: 'a/b?c=1&d#e é🚀', text: '"air strike" -drill' });
    expect(new URLSearchParams(to.split('?')[1]).get('id')).toBe('a/b?c=1&d#e é🚀');
    expect(new URLSearchParams(to.split('?')[1]).get('text')).toBe('"air strike" -drill');
  });
});

describe('changed', () => {
  it('sets, replaces and takes back, and keeps the rest', () => {
    expect(changed('?type=ASSAULT&since=2019', { since: '2020', country: 'TUR' })).toBe('?type=ASSAULT&since=2020&country=TUR');
    expect(changed('?type=ASSAULT&type=AID', { type: ['AID'] })).toBe('?type=AID');
    expect(changed('?type=ASSAULT', { type: [] })).toBe('');
  });
});

describe('what stands in an address', () => {
  it('is one of the names or the first', () => {
    expect(choice('month', ['week', 'day', 'month'])).toBe('month');
    expect(choice('decade', ['week', 'day', 'month'])).toBe('week');
    expect(choice(null, ['week', 'day'])).toBe('week');
  });
  it('is a day or nothing', () => {
    expect(['2019', '2019-07', '2019-07-29'].map(dayIn)).toEqual(['2019', '2019-07', '2019-07-29']);
    expect(['2019-13', '2019-07-32', '19', "1' OR 1", null].map(dayIn)).toEqual(['', '', '', '', '']);
  });
});

it('an id with slashes is one part of a path', () => {
  expect(one('reports', 'examples/a b?#%')).toBe('/api/reports/examples%2Fa%20b%3F%23%25');
});
