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
