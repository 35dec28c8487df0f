import { readFile } from 'node:fs/promises';
import { expect, settled, test } from './account';

test('a question shows its forecast, its course, its ledger and the passages behind each entry', async ({ page }) => {
  await page.goto('/question?id=turkey-s400&on=2019-08-01');
  await settled(page);
  await expect(page.locator('.likely')).toHaveText(/%$/);
  const ledger = page.locator('table.ledger');
  await ledger.locator('summary').first().click();
  await expect(ledger.locator('blockquote').first()).toBeVisible();
  const chart = page.getByRole('slider', { name: /^Probability over time/ });
  await chart.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/on=(2020|2021|2026)/);
  await expect(page.getByRole('heading', { name: 'Duties that bear' })).toBeVisible();
  await ledger.locator('summary').first().click();
  await ledger.locator('details[open] blockquote a').first().click();
  await expect(page).toHaveURL(/\/report\?id=turkey-s400/);
});

test('a broken question file is explained, with its lines', async ({ page }) => {
  await page.goto('/questions');
  await settled(page);
  await expect(page.getByText(/cannot be asked/)).toBeVisible();
  await page.getByRole('link', { name: /broken/ }).click();
  await expect(page.locator('.fault-list')).toContainText('SANKTION');
  await expect(page.locator('.fault-list')).toContainText(/line \d+/);
});

test('the law is shown without a question: who stands where under what, and why', async ({ page }) => {
  await page.goto('/law?on=2019-08-01');
  await settled(page);
  const answer = (await (await page.request.get('/api/law?on=2019-08-01')).json()) as { findings: { provision: string; party: string }[] };
  const rows = page.locator('table.standings tbody tr');
  await expect(rows).toHaveCount(answer.findings.length);
  const row = rows.filter({ hasText: '231' }).filter({ hasText: 'Turkey' });
  await expect(row).toContainText('triggered');
  await row.getByRole('button').click();
  await expect(page).toHaveURL(/provision=caatsa-231&party=TUR/);
  await expect(page.getByRole('heading', { level: 3 })).toContainText('for Turkey');
  await page.getByText(/^What sets it off/).click();
  await expect(page.locator('.duty blockquote').first()).toBeVisible();
  await page.getByText(/says, in our words/).click();
  await expect(page.locator('main dd').first()).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(rows).toHaveCount(answer.findings.length);
  await page.getByRole('columnheader', { name: 'Party' }).getByRole('button').click();
  await expect(page).toHaveURL(/order=party/);
  const parties = await page.locator('table.standings td:nth-child(2)').allTextContents();
  expect(parties).toEqual([...parties].sort(new Intl.Collator('en').compare));
  await page.getByLabel('On the day').fill('2015-01-01');
  await expect(page).toHaveURL(/on=2015-01-01/);
});

test('the digest opens into evidence, is edited, kept, and saved as edited', async ({ page }) => {
  await page.goto('/digest?question=turkey-s400&from=2019-07-01&to=2019-08-01');
  await settled(page);
  const lines = page.locator('.lines > li');
  await lines.locator('summary').first().click();
  await expect(lines.locator('blockquote').first()).toBeVisible();
  const left = (await lines.nth(1).locator('bdi').first().textContent())!;
  await lines.nth(0).getByRole('button', { name: /^Edit/ }).click();
  await page.getByLabel('The line').fill('The editor wrote <this> himself.');
  await page.getByRole('button', { name: 'Keep' }).click();
  await lines
    .nth(1)
    .getByRole('button', { name: /^Leave out/ })
    .click();
  await page
    .getByRole('button', { name: /^Add a line/ })
    .first()
    .click();
  await page.getByLabel('The line').fill('A line of our own.');
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.reload();
  await settled(page);
  await expect(lines.first()).toContainText('The editor wrote <this> himself.');
  for (const [name, ending] of [
    ['Save as HTML', '.html'],
    ['Save as Markdown', '.md'],
  ] as const) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`${ending}$`));
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toContain('The editor wrote &lt;this&gt; himself.');
    expect(text).toContain('A line of our own.');
    expect(text).not.toContain(`>${left}<`);
  }
  await page.getByRole('button', { name: 'Throw edits away' }).click();
  await expect(page.getByText('The editor wrote <this> himself.')).toHaveCount(0);
});
