// What a screen reader is given: Chromium's own tree of accessibility, view by view.

import type { Page } from '@playwright/test';
import { expect, settled, test } from './account';

interface Node {
  role: string;
  name: string;
  level: number | null;
  live: boolean;
}

/** The tree in the order in which it is read, without what is left out of it. */
async function tree(page: Page): Promise<Node[]> {
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  await client.detach();
  const value = (of: { value?: unknown } | undefined) => String(of?.value ?? '');
  return nodes
    .filter((n) => !n.ignored)
    .map((n) => {
      const property = (name: string) => n.properties?.find((p) => p.name === name)?.value.value;
      return {
        role: value(n.role),
        name: value(n.name),
        level: (property('level') as number | undefined) ?? null,
        live: ['polite', 'assertive'].includes(String(property('live') ?? '')),
      };
    });
}

const named = [
  'button',
  'link',
  'textbox',
  'searchbox',
  'combobox',
  'checkbox',
  'slider',
  'spinbutton',
  'Date',
  'progressbar',
  'region',
  'form',
  'table',
  'dialog',
];

const views: [string, RegExp][] = [
  ['/', /account/],
  ['/reports', /^Reports$/],
  ['/report?id=examples%2Fstraits', /./],
  ['/events', /^Events$/],
  ['/pairs', /^Pairs$/],
  ['/pair?a=TUR&b=USA&every=month', /Turkey/],
  ['/network', /^Network$/],
  ['/map', /^Map$/],
  ['/questions', /^Questions$/],
  ['/question?id=turkey-s400&on=2019-08-01', /\?$/],
  ['/law?on=2019-08-01&provision=caatsa-231&party=TUR', /^Law$/],
  ['/digest?question=turkey-s400&from=2019-07-01&to=2019-08-01', /^Digest$/],
  ['/review', /^Review$/],
  ['/add', /^Add reports$/],
  ['/search?text=missile', /^Search/],
  ['/actor?id=TUR', /Turkey/],
];

for (const [address, title] of views) {
  test(`read aloud: ${address}`, async ({ page }) => {
    await page.goto(address);
    await settled(page);
    if (address === '/review') await page.keyboard.press('m');
    const nodes = await tree(page);
    const of = (role: string) => nodes.filter((n) => n.role === role);

    expect(of('main').length, 'one main part').toBe(1);
    expect(of('banner').length, 'one banner').toBe(1);
    expect(of('navigation').map((n) => n.name)).toContain('Views');
    expect(of('search').length, 'the search is a landmark').toBe(1);

    const headings = of('heading').filter((n) => n.name !== '');
    expect(headings.filter((n) => n.level === 1).length, 'one title').toBe(1);
    expect(headings[0]!.level, 'the title comes first').toBe(1);
    expect(headings[0]!.name).toMatch(title);
    headings.slice(1).forEach((h, i) => expect(h.level! - headings[i]!.level!, `“${h.name}” leaves out a level`).toBeLessThan(2));

    const nameless = nodes.filter((n) => named.includes(n.role) && n.name.trim() === '');
    expect(nameless.map((n) => n.role)).toEqual([]);
    const landmarks = nodes.filter((n) => ['region', 'complementary', 'navigation'].includes(n.role)).map((n) => `${n.role} ${n.name}`);
    expect(landmarks.length, 'no two landmarks are called the same').toBe(new Set(landmarks).size);
    expect(of('columnheader').filter((n) => n.name.trim() === '').length, 'each column has its name').toBe(0);
  });
}

test('opening a view moves the focus to it, and its name is said', async ({ page }) => {
  await page.goto('/');
  await settled(page);
  for (const name of ['Events', 'Pairs', 'Law', 'Review']) {
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    const focused = await page.evaluate(() => document.activeElement!.closest('main')?.getAttribute('aria-label') ?? '');
    expect(focused).toBe(name);
    await expect(page).toHaveTitle(new RegExp(name));
  }
});

test('how many are left is said when a filter changes', async ({ page }) => {
  await page.goto('/events');
  await settled(page);
  const said = page.locator('h1 + [role=status]');
  const before = await said.textContent();
  await page
    .getByRole('region', { name: 'Filters' })
    .getByRole('button', { name: /^SANCTION/ })
    .click();
  await expect(said).not.toHaveText(before!);
  await expect(said).toHaveText(/^\d+ events?$/);
});

test('from one incident of an event back: the focus is where the hand was', async ({ page }) => {
  await page.goto('/report?id=examples%2Fborder-night');
  await settled(page);
  const first = page.locator('ol.events button').first();
  await first.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2 })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(first).toBeFocused();
});
