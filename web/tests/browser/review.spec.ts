import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, settled, test } from './account';

interface Corrections {
  total: number;
  corrections: { verb: string; by: string; reason: string; object: string; target: string; fields: Record<string, unknown> }[];
}

test('ten events are decided with a key each; the name is asked for once and remembered', async ({ page }) => {
  const corrections = async () => (await (await page.request.get('/api/corrections?limit=1000')).json()) as Corrections;
  await page.goto('/review');
  await settled(page);
  await page.locator('.card').focus();
  await page.keyboard.press('a');
  await expect(page.getByRole('alert')).toContainText('name');
  await page.getByLabel('Your name').fill('R. Viewer');
  await page.getByLabel('Reason').fill('looked at');
  await page.locator('.card').focus();
  const before = (await corrections()).total;
  for (let i = 0; i < 10; ++i) {
    await page.keyboard.press(i % 3 === 2 ? 'r' : 'a');
    await expect(page.getByRole('status').first()).toContainText(`Number ${i + 1} ${i % 3 === 2 ? 'rejected' : 'accepted'}`);
  }
  expect((await corrections()).total).toBe(before + 10);
  await page.keyboard.press('u');
  await expect(page.getByRole('status').first()).toContainText('Number 10 is open again');
  await page.keyboard.press('k');
  await page.keyboard.press('j');
  await page.keyboard.press('m');
  await page.getByRole('form', { name: 'Mend this event' }).getByLabel('Status').selectOption('possible');
  await page.getByRole('form', { name: 'Mend this event' }).getByLabel('Killed').fill('3');
  await page.getByRole('form', { name: 'Mend this event' }).getByRole('button', { name: 'Mend' }).click();
  await expect(page.getByRole('status').first()).toContainText('Number 10 mended');
  const last = (await corrections()).corrections.at(-1)!;
  expect(last).toMatchObject({ verb: 'mend', by: 'R. Viewer', reason: 'looked at', object: 'event' });
  expect(last.fields).toMatchObject({ killed: 3 });
  await page.reload();
  await expect(page.getByLabel('Your name')).toHaveValue('R. Viewer');
});

test('? shows the keys and Escape closes them', async ({ page }) => {
  await page.goto('/review');
  await settled(page);
  await page.keyboard.press('?');
  await expect(page.getByText('undo the last decision, or this one')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('undo the last decision, or this one')).toHaveCount(0);
});

test('an event is mended from the keyboard: who, where, when and on what condition, in words of the report', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('dragoman.desk', JSON.stringify({ by: 'R. Viewer', reason: 'read again' })));
  await page.goto('/review');
  await settled(page);
  interface Told {
    id: string;
    report: string;
    source: unknown[];
    target: { text: string; actor: string | null; country: string | null }[];
    place: { text: string; name: string; latitude: number } | null;
    time: { text: string; from: string } | null;
    condition: { text: string } | null;
  }
  const list = (await (await page.request.get('/api/events?review=none&order=confidence&limit=1')).json()) as { events: Told[] };
  const id = list.events[0]!.id;
  const told = async () => (await (await page.request.get(`/api/events/${id}`)).json()) as { event: Told; sentence: { text: string } };
  const before = (await told()).event;
  const words = (await told()).sentence.text.split(/\s+/);
  await page.locator('.card').focus();
  await page.keyboard.press('m');
  const form = page.getByRole('form', { name: 'Mend this event' });
  await expect(form.getByLabel('Type')).toBeFocused();
  await form.getByRole('button', { name: 'Add a target' }).press('Enter');
  await page.keyboard.type('words that nobody wrote');
  await page.keyboard.press('Control+Enter');
  await expect(form.getByRole('alert')).toContainText('words that nobody wrote');
  await form.getByRole('group', { name: 'Target' }).getByLabel('Words of the report').fill(words.slice(0, 2).join(' '));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('TUR');
  await form.getByRole('group', { name: 'Where' }).getByLabel('Words of the report').fill(words[1]!);
  await form.getByLabel('which is the place called').fill('Idlib');
  await expect(form.getByLabel('on the map')).toHaveValue(/^Idlib, /);
  await form.getByRole('group', { name: 'When' }).getByLabel('Words of the report').fill(words[2]!);
  await form.getByLabel('First day').fill('2020-02-03');
  await form.getByLabel('Last day').fill('2020-02-04');
  await form.getByLabel('Condition, in words of the report').fill(words.slice(1, 4).join(' '));
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status').first()).toContainText('Number 1 mended');

  const { event } = await told();
  expect(event.target.length).toBe(before.target.length + 1);
  expect(event.target.at(-1)).toMatchObject({ text: words.slice(0, 2).join(' '), actor: 'TUR', country: 'TUR' });
  expect(event.place).toMatchObject({ text: words[1], name: 'Idlib' });
  expect(event.place!.latitude).toBeGreaterThan(30);
  expect(event.time).toMatchObject({ text: words[2], from: '2020-02-03' });
  expect(event.condition!.text).toContain(words[2]!);
  const store = path.join(process.env['DRAGOMAN_FOLDER']!, `account-${test.info().workerIndex}.db`);
  const changes = execFileSync(process.env['DRAGOMAN']!, ['changes', store], { encoding: 'utf8' }).trim().split('\n');
  const last = changes.map((line) => JSON.parse(line) as { by?: string; reason?: string; fields?: object }).findLast((c) => c.fields);
  expect(last).toMatchObject({ by: 'R. Viewer', reason: 'read again' });
  expect(Object.keys(last!.fields!).sort()).toEqual(['condition', 'place', 'target', 'time']);

  // Taken away again, the mending stays: nobody is left on that side.
  await page.keyboard.press('k');
  await page.keyboard.press('m');
  await form.getByRole('group', { name: 'Target' }).getByLabel('leave out').last().press(' ');
  await form.getByLabel('Condition, in words of the report').fill('');
  await page.keyboard.press('Control+Enter');
  await expect.poll(async () => (await told()).event.target.length).toBe(before.target.length);
  expect((await told()).event.condition).toBeNull();
});

test('a merge is parted, and an actor gets a name in every event', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('dragoman.desk', JSON.stringify({ by: 'R. Viewer', reason: '' })));
  await page.goto('/review?kind=merge');
  await settled(page);
  await expect(page.locator('.card blockquote, .card .sentence')).toHaveCount(2);
  await page.keyboard.press('r');
  await expect(page.getByRole('status').first()).toContainText('Number 1 rejected');
  const merges = (await (await page.request.get('/api/corrections?object=merge')).json()) as Corrections;
  expect(merges.corrections.at(-1)!.target).toMatch(/^\S+ \S+$/);

  await page.goto('/review?kind=actor');
  await settled(page);
  const id = await page.locator('.card code').textContent();
  await page.keyboard.press('m');
  await page.getByLabel('Name', { exact: true }).fill('A Name of Ours');
  await page.getByRole('button', { name: 'Mend in every event' }).click();
  await expect(page.getByRole('status').first()).toContainText('Number 1 mended');
  const actors = (await (await page.request.get('/api/corrections?object=actor')).json()) as Corrections;
  expect(actors.corrections.at(-1)).toMatchObject({ target: id, fields: { name: 'A Name of Ours' } });
});
