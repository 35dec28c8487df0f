import { expect, settled, test } from './account';

test('files and pasted text are read in the background, and how far they are is told', async ({ page }) => {
  await page.goto('/add');
  await settled(page);
  await page.getByLabel('Files to add').setInputFiles([
    { name: 'port.txt', mimeType: 'text/plain', buffer: Buffer.from('Yemen closed the port on Sunday. Oman protested.') },
    { name: 'bad.jsonl', mimeType: 'application/json', buffer: Buffer.from('{"id":"ok","text":"Chad warned Sudan."}\n{"id":\n') },
  ]);
  const port = page.getByRole('listitem').filter({ hasText: 'port.txt' });
  await expect(port).toContainText('done, 1 report');
  await expect(port).toContainText('1 new');
  const bad = page.locator('.cards > li').filter({ hasText: 'bad.jsonl' });
  await bad.getByText('could not be read').click();
  await expect(bad).toContainText('line 2');

  await page.getByRole('button', { name: 'Paste a text…' }).click();
  await page.getByLabel('Title').fill('A pasted note');
  await page.getByLabel('Day of publication, if known').fill('2024-05-01');
  await page.getByLabel('Text', { exact: true }).fill('Kenya <b>accused</b> Somalia of shelling a village.');
  await page.getByRole('button', { name: 'Add it' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'A pasted note' })).toContainText('1 new');
  await page.goto('/reports');
  await page.getByRole('link', { name: 'A pasted note' }).click();
  await expect(page.locator('.text')).toContainText('Kenya <b>accused</b> Somalia');
  await expect(page.locator('.trigger').first()).toBeVisible();
});

test('what others add appears on an open page', async ({ page }) => {
  await page.goto('/search?text=Zanzibar');
  await settled(page);
  await expect(page.getByText('No report holds these words')).toBeVisible();
  await page.request.post('/api/reports', { data: { id: 'zanzibar', text: 'Tanzania sent troops to Zanzibar.' } });
  await expect(page.getByRole('link', { name: 'zanzibar', exact: true })).toBeVisible();
});
