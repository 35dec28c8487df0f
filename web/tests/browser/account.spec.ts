import { expect, settled, test } from './account';

test('facets narrow the table, stand in the address, and are taken back', async ({ page }) => {
  await page.goto('/events');
  await settled(page);
  const rows = page.getByRole('region', { name: 'Table of events' }).locator('tbody tr:not(.space)');
  await expect(rows.first()).toBeVisible();
  const facets = page.getByRole('region', { name: 'Filters' });
  await facets.getByRole('button', { name: /^SANCTION/ }).click();
  await expect(page).toHaveURL(/type=SANCTION/);
  await facets.getByRole('button', { name: /^actual/ }).click();
  await expect(page).toHaveURL(/status=actual/);
  await expect(rows.first()).toContainText('SANCTION');
  await expect(page.locator('td.standing', { hasText: 'negated' })).toHaveCount(0);
  const count = await page.locator('h1 + [role=status]').textContent();
  await page.reload();
  await expect(page.locator('h1 + [role=status]')).toHaveText(count!);
  await page.goBack();
  await expect(page).not.toHaveURL(/status/);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page).not.toHaveURL(/type/);
});

test('the least sure come first when asked, and lead to their report', async ({ page }) => {
  await page.goto('/events?order=confidence');
  await settled(page);
  const sure = page.locator('td.sure');
  await expect(sure.first()).toBeVisible();
  const shares = (await sure.allTextContents()).map(parseFloat);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  await page.locator('td.words a').first().click();
  await expect(page.locator('.trigger.active')).toBeVisible();
});

const columns: [head: string, cell: string, order: string][] = [
  ['Type', 'td.kind', 'type'],
  ['Status', 'td.standing .status', 'status'],
  ['Source', 'td.source', 'source'],
  ['Target', 'td.target', 'target'],
  ['Report', 'td.from-report', 'report'],
];
for (const [head, cell, order] of columns) {
  test(`the table is put in order by ${head}, both ways, by the server`, async ({ page }) => {
    await page.goto('/events');
    await settled(page);
    const button = page.getByRole('columnheader', { name: head, exact: true }).getByRole('button');
    const words = async () => (await page.locator(`tbody ${cell}`).allTextContents()).map((w) => w.split('→').at(-1)!.trim());
    const fold = (w: string) =>
      w
        .normalize('NFKD')
        .replace(/[^\p{L}\p{N}]/gu, '')
        .toLowerCase();
    await button.click();
    await expect(page).toHaveURL(new RegExp(`order=${order}(&|$)`));
    await expect(page.getByRole('columnheader', { name: head, exact: true })).toHaveAttribute('aria-sort', 'ascending');
    await expect(page.locator(`tbody ${cell}`).first()).toBeVisible();
    const first = await words();
    await button.click();
    await expect(page).toHaveURL(new RegExp(`order=-${order}`));
    await expect.poll(words).not.toEqual(first);
    const [up, down] = [fold(first[0]!), fold((await words())[0]!)];
    expect(up.localeCompare(down)).toBeLessThan(0);
    const shown = await words();
    await page.reload();
    await expect.poll(words).toEqual(shown);
  });
}

test('the most reported come first when asked, and reports, pairs and links are put in order too', async ({ page }) => {
  await page.goto('/events?order=-reports');
  await settled(page);
  await expect(page.locator('td.told').first()).toBeVisible();
  const numbers = (await page.locator('td.told').allTextContents()).map(Number);
  expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  expect(numbers[0]).toBeGreaterThan(1);

  await page.goto('/reports');
  await page.getByLabel('In order of').selectOption('the most events first');
  await expect(page).toHaveURL(/order=-events/);
  await settled(page);
  const events = (await page.locator('.cards .soft').allTextContents()).map((w) => Number(/(\d+) events?$/.exec(w)![1]));
  expect(events).toEqual([...events].sort((a, b) => b - a));

  for (const [view, head, order] of [
    ['/pairs', 'Tension', '-tension'],
    ['/pairs', 'Alerts', '-alerts'],
    ['/network', 'conflict in deeds', '-material_conflict'],
    ['/map', 'Place', 'place'],
  ] as const) {
    await page.goto(view);
    await settled(page);
    await page.getByRole('columnheader', { name: head }).getByRole('button').click();
    await expect(page).toHaveURL(new RegExp(`order=${order}`));
    await settled(page);
    const at = (await page.getByRole('columnheader').allTextContents()).findIndex((w) => w.includes(head));
    const cells = await page.locator(`tbody tr > :nth-child(${at + 1})`).allTextContents();
    const values = cells.map((w) => (view === '/map' ? w : Number(w.trim() || '0')));
    const sorted = view === '/map' ? [...cells].sort(new Intl.Collator('en').compare) : [...(values as number[])].sort((a, b) => b - a);
    expect(values).toEqual(sorted);
  }
});

test('words and days filter; when nothing holds them all, that is said', async ({ page }) => {
  await page.goto('/events');
  await settled(page);
  await page.getByLabel('Words of the report').fill('zzzzz');
  await expect(page.getByText('No event holds all that is asked')).toBeVisible();
  await page.goto('/events?since=2019-07-01&until=2019-07-31');
  await settled(page);
  for (const day of await page.locator('td.day').allTextContents()) expect(day).toMatch(/^2019-07/);
});

test('a hundred thousand events are walked through with few rows in the page', async ({ page }) => {
  const row = (i: number) => ({
    id: `e${i}`,
    report: `r${i}`,
    published: '2020-01-01',
    type: 'ASSAULT',
    status: 'actual',
    source: [{ start: 0, end: 1, text: `source ${i}`, actor: null, name: null, country: null, sector: null }],
    target: [],
    trigger: { start: 0, end: 1, text: `word${i}` },
    confidence: 0.5,
    review: 'none',
    reports: 1,
  });
  await page.route('**/api/events?*', (route) => {
    const query = new URL(route.request().url()).searchParams;
    const offset = Number(query.get('offset'));
    return route.fulfill({
      json: {
        as_of: 1,
        total: 100_000,
        next: null,
        events: Array.from({ length: Math.min(100, 100_000 - offset) }, (_, i) => row(offset + i)),
      },
    });
  });
  await page.goto('/events');
  const table = page.getByRole('region', { name: 'Table of events' });
  await expect(table).toContainText('word0');
  await expect(table.locator('table')).toHaveAttribute('aria-rowcount', '100001');
  await table.focus();
  await page.keyboard.press('End');
  await expect(table).toContainText('word99999');
  expect(await table.locator('tbody tr').count()).toBeLessThan(80);
  await page.keyboard.press('PageUp');
  await expect(table).toContainText('word9997');
});
