// Reports of a size that nobody reads through: they open, all of their words can be found, and each event too.
//   HUGE   bytes of the report that is read in earnest (300000; 5000000 takes minutes)

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, settled, test } from './account';

const size = Number(process.env['HUGE'] ?? 300_000);
const examples = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../examples');

/** The paragraphs of our examples, over and over, each time under a number of its own. */
function paragraphs(bytes: number): string {
  const texts = readdirSync(path.join(examples, 'questions')).flatMap((name) =>
    readFileSync(path.join(examples, 'questions', name, 'reports.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { text: string }).text),
  );
  const all: string[] = [];
  for (let length = 0, n = 1; length < bytes; ++n) {
    const next = `Part ${n}.\n\n${texts[n % texts.length]!}`;
    all.push(next);
    length += Buffer.byteLength(next) + 2;
  }
  return all.join('\n\n') + '\n\nThe last word of it is zebra.\n';
}

/** Whether the browser's own search comes to these words, and shows them. */
async function finds(page: Page, words: string): Promise<boolean> {
  return page.evaluate((asked) => {
    getSelection()?.removeAllRanges();
    if (!(window as unknown as { find: (words: string) => boolean }).find(asked)) return false;
    const box = getSelection()!.getRangeAt(0).getBoundingClientRect();
    return box.height > 0 && box.bottom > 0 && box.top < innerHeight;
  }, words);
}

/** Frames while the page is scrolled through, in milliseconds. */
async function frames(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const times: number[] = [];
    scrollTo(0, 0);
    for (let i = 0; i < 120; ++i) {
      const begun = performance.now();
      scrollBy(0, 1500);
      await new Promise(requestAnimationFrame);
      times.push(performance.now() - begun);
    }
    return times.sort((a, b) => a - b);
  });
}

test('a long report is uploaded, read, opened, and an event found in it', async ({ page }) => {
  test.setTimeout(60_000 + size);
  const text = paragraphs(size);
  const begun = Date.now();
  await page.goto('/add');
  await settled(page);
  await page.getByLabel('Files to add').setInputFiles([{ name: 'long.txt', mimeType: 'text/plain', buffer: Buffer.from(text) }]);
  const upload = page.getByRole('listitem').filter({ hasText: 'long.txt' });
  await expect(upload).toContainText('1 new', { timeout: 30_000 + size });
  const read = Date.now();
  const answer = async () => (await (await page.request.get('/api/reports/long?events=heads')).json()) as { events?: { id: string }[] };
  // Answers may be a moment behind the store.
  await expect.poll(async () => (await answer()).events?.length ?? 0, { timeout: 30_000 }).toBeGreaterThan(size / 2000);
  const events = (await answer()).events!;

  const opening = Date.now();
  await page.goto('/report?id=long');
  await expect(page.locator('.text p').first()).toBeVisible({ timeout: 60_000 });
  const opened = Date.now();
  await expect(page.locator('.text')).toHaveAttribute('aria-busy', 'false', { timeout: 240_000 });
  const whole = Date.now();
  // What overlaps is one mark: no event is without.
  expect(await page.locator('.text .trigger[role=button]').count()).toBeGreaterThan(events.length * 0.8);
  expect(await finds(page, 'The last word of it is zebra.')).toBe(true);

  await page.getByLabel('Find among them').fill('sanction conditional');
  await page.locator('ol.events button').last().click();
  await expect(page.locator('.trigger.active').first()).toBeInViewport();
  await expect(page.locator('.details')).toContainText('SANCTION');
  await expect(page.locator('.details')).toContainText('Condition');
  await page.keyboard.press('k');
  await expect(page.locator('.trigger.active').first()).toBeInViewport();
  if (process.env['HUGE'] !== undefined) {
    const times = await frames(page);
    console.log(
      `${text.length} bytes, ${events.length} events: read in ${((read - begun) / 1000).toFixed(0)} s, first words after ` +
        `${opened - opening} ms, all of it after ${whole - opening} ms; frames while scrolled: half within ${times[60]!.toFixed(0)} ms, ` +
        `95 % within ${times[114]!.toFixed(0)} ms, the longest ${times.at(-1)!.toFixed(0)} ms`,
    );
  }
});

interface Head {
  id: string;
  trigger: { start: number; end: number };
}

test('a report of 5 MB opens with all its events and words', async ({ page }) => {
  test.setTimeout(600_000);
  // The account's own reports and their events one behind the other, as the server would give them.
  const list = (await (await page.request.get('/api/reports?limit=60')).json()) as { reports: { id: string }[] };
  const whole = await Promise.all(
    list.reports.map(
      async ({ id }) =>
        (await (await page.request.get(`/api/reports/${encodeURIComponent(id)}?events=heads`)).json()) as { text: string; events: Head[] },
    ),
  );
  const texts: string[] = [];
  const events: Head[] = [];
  let at = 0;
  for (let n = 0; at < 5_000_000; ++n) {
    const one = whole[n % whole.length]!;
    for (const e of one.events)
      events.push({ ...e, id: `${n}-${e.id}`, trigger: { ...e.trigger, start: e.trigger.start + at, end: e.trigger.end + at } });
    texts.push(one.text + '\n\n');
    at += Buffer.byteLength(texts.at(-1)!);
  }
  const base = { as_of: 1, id: 'huge', version: 1, current: true, title: 'Huge', published: '2024-01-01', source: null, url: null };
  const rest = { added: '', model: '', copies: [], changed: null, sentences: [], versions: [{ version: 1, added: '', current: true }] };
  await page.route('**/api/reports/huge*', (route) =>
    route.fulfill({ json: { ...base, ...rest, text: texts.join('') + 'The last word of it is zebra.', events } }),
  );
  await page.route('**/api/events/*', async (route) => {
    const id = /\/(\d+)-([^/?]+)/.exec(route.request().url())!;
    const answer = await page.request.get(`/api/events/${id[2]}`);
    const { event, ...other } = (await answer.json()) as { event: object };
    await route.fulfill({ json: { ...other, event: { ...event, id: `${id[1]}-${id[2]}` } } });
  });
  await page.goto('/report?id=huge');
  await expect(page.locator('.text p').first()).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('.text')).toHaveAttribute('aria-busy', 'false', { timeout: 240_000 });
  expect(events.length).toBeGreaterThan(10_000);
  expect(await page.locator('.text').evaluate((el) => el.textContent!.length)).toBeGreaterThan(4_500_000);
  expect(await finds(page, 'The last word of it is zebra.')).toBe(true);
  await page.locator('main').focus();
  await page.keyboard.press('End');
  await expect(page.getByText('The last word of it is zebra.')).toBeInViewport();
  const last = events.at(-1)!;
  await page.goto(`/report?id=huge&event=${last.id}`);
  await expect(page.locator('.trigger.active').first()).toBeInViewport({ timeout: 60_000 });
  await expect(page.locator('.details dl')).toBeVisible();
});
