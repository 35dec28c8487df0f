// Every view, light and dark, wide and narrow: it opens from its address, complains of nothing, is accessible, and fits.

import AxeBuilder from '@axe-core/playwright';
import path from 'node:path';
import { expect, settled, test } from './account';

const turkey = '/report?id=turkey-s400-2019-07-17';
const views: [name: string, address: string][] = [
  ['overview', '/'],
  ['reports', '/reports'],
  ['report', '/report?id=examples%2Fstraits'],
  ['events', '/events'],
  ['pairs', '/pairs'],
  ['pair', '/pair?a=TUR&b=USA&every=month'],
  ['network', '/network'],
  ['map', '/map'],
  ['questions', '/questions'],
  ['question', '/question?id=turkey-s400&on=2019-08-01'],
  ['broken', '/question?id=broken%2Fquestion.toml'],
  ['law', '/law?on=2019-08-01'],
  ['duty', '/law?on=2019-08-01&provision=caatsa-231&party=TUR'],
  ['digest', '/digest?question=turkey-s400&from=2019-07-01&to=2019-08-01'],
  ['review', '/review'],
  ['merges', '/review?kind=merge'],
  ['actors', '/review?kind=actor'],
  ['add', '/add'],
  ['search', '/search?text=missile'],
  ['actor', '/actor?id=TUR'],
  ['incident', ''],
  ['nowhere', '/no/such/page'],
];

for (const [name, address] of views) {
  for (const scheme of ['light', 'dark'] as const) {
    test(`${name}, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.goto(name === 'incident' ? await anIncident(page) : address);
      await settled(page);
      if (name === 'report') await page.keyboard.press('j');
      const found = await new AxeBuilder({ page }).analyze();
      const serious = found.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
      expect(serious.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target} ${n.failureSummary}`).join('; ')}`)).toEqual([]);
      if (scheme === 'light' || ['report', 'pair', 'map'].includes(name)) await picture(page, scheme === 'light' ? name : `${name}-dark`);

      await page.setViewportSize({ width: 390, height: 844 });
      const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      await expect.poll(beyond, { message: 'nothing stands out at the side of a phone' }).toBeLessThanOrEqual(0);
      if (scheme === 'light' && ['report', 'events', 'review'].includes(name)) await picture(page, `${name}-phone`);
    });
  }
}

async function anIncident(page: import('@playwright/test').Page): Promise<string> {
  const answer = (await (await page.request.get('/api/incidents?order=sources&limit=1')).json()) as { incidents: { id: string }[] };
  return `/incident?id=${answer.incidents[0]!.id}`;
}

async function picture(page: import('@playwright/test').Page, name: string): Promise<void> {
  const folder = process.env['SCREENS'];
  if (folder === undefined) return;
  await page.waitForTimeout(400);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

test('the colours can be switched, and stay', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByRole('button', { name: /Colours: system/ }).click();
  await page.getByRole('button', { name: /Colours: light/ }).click();
  expect(await paper()).not.toBe(light);
  await page.reload();
  await expect(page.getByRole('button', { name: /Colours: dark/ })).toBeVisible();
  expect(await paper()).not.toBe(light);
});

test('the whole menu is reached by the keyboard, and focus follows to the view', async ({ page }) => {
  await page.goto('/');
  await settled(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.getByRole('link', { name: 'Events', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Events' })).toBeVisible();
  await expect(page.locator('main')).toBeFocused();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('account');
});

test('nothing is asked of any other server', async ({ page, address }) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('blob:') && !request.url().startsWith('data:'))
      elsewhere.push(request.url());
  });
  for (const to of ['/', turkey, '/map', '/network', '/pair?a=TUR&b=USA']) {
    await page.goto(to);
    await settled(page);
  }
  expect(elsewhere).toEqual([]);
});
