import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, serve, settled, test } from './account';

test('a fault of the server is told in its words, and can be tried again', async ({ page, errors }) => {
  let broken = true;
  await page.route('**/api/pairs?*', (route) =>
    broken ? route.fulfill({ status: 500, json: { error: 'the account is damaged', field: null } }) : route.fallback(),
  );
  await page.goto('/pairs');
  await expect(page.getByRole('alert')).toContainText('the account is damaged');
  broken = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('table')).toBeVisible();
  expect(errors.splice(0).every((e) => e.includes('500'))).toBe(true);
});

test('a server that is gone is told', async ({ page, errors }) => {
  await page.goto('/');
  await settled(page);
  await page.route('**/api/**', (route) => route.abort());
  await page.getByRole('link', { name: 'Network', exact: true }).click();
  await expect(page.getByRole('alert').first()).toContainText('does not answer');
  errors.splice(0);
});

test('what is on its way is said', async ({ page }) => {
  await page.route('**/api/network?*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.fallback();
  });
  await page.goto('/network');
  await expect(page.getByRole('status').filter({ hasText: 'Loading' }).first()).toBeVisible();
  await expect(page.locator('.node').first()).toBeVisible();
});

const empty: [string, string, object, RegExp][] = [
  ['/pairs', '**/api/pairs?*', { as_of: 1, total: 0, next: null, pairs: [] }, /No two of them/],
  ['/reports', '**/api/reports?*', { as_of: 1, total: 0, next: null, reports: [] }, /No reports yet/],
  ['/events', '**/api/events?*', { as_of: 1, total: 0, next: null, events: [] }, /holds no event yet/],
  ['/network', '**/api/network?*', { as_of: 1, since: null, until: null, nodes: [], edges: [] }, /Nobody is told/],
  ['/map', '**/api/places*', { as_of: 1, places: [], elsewhere: 3 }, /3 incidents without/],
  ['/questions', '**/api/questions', { questions: [] }, /was given no question/],
  ['/law', '**/api/law*', { as_of: 1, on: '2020-01-01', names: {}, findings: [] }, /No provision is borne on/],
  ['/review', '**/api/events?*', { as_of: 1, total: 0, next: null, events: [] }, /Every event has been reviewed/],
  ['/digest', '**/api/brief*', { title: '', period: '', sections: [], tables: [] }, /No report of these days/],
];
for (const [address, path, json, words] of empty) {
  test(`nothing there: ${address}`, async ({ page }) => {
    await page.route(path, (route) => route.fulfill({ json }));
    await page.goto(address);
    await expect(page.getByText(words)).toBeVisible();
  });
}

test('a server that wants a token is given it once, by the form or by the address', async ({ page, browser, errors }) => {
  const file = path.join(process.env['DRAGOMAN_FOLDER']!, 'token');
  writeFileSync(file, '0123456789abcdef0123456789abcdef\n');
  await serve('guarded', ['--token-file', file], async (address) => {
    await page.goto(address + '/reports');
    await page.getByLabel('Token', { exact: true }).fill('0123456789abcdef0123456789abcdef');
    await page.getByRole('button', { name: 'Open' }).click();
    await expect(page.locator('.cards a').first()).toBeVisible();
    expect(errors.splice(0).every((e) => e.includes('401'))).toBe(true);
    const other = await (await browser.newContext()).newPage();
    await other.goto(address + '/reports#token=0123456789abcdef0123456789abcdef');
    await expect(other.locator('.cards a').first()).toBeVisible();
    expect(other.url()).toBe(address + '/reports');
    await other.close();
    await page.goto('about:blank');
  });
});
