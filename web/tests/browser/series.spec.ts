import { expect, settled, test } from './account';

test('a pair’s timeline is walked by keys and opens into incidents, each into its passages', async ({ page }) => {
  await page.goto('/pairs');
  await settled(page);
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/pair\?a=/);
  await settled(page);
  const chart = page.getByRole('slider', { name: /^Tension over time/ });
  await chart.focus();
  await page.keyboard.press('End');
  await expect(chart).toHaveAttribute('aria-valuetext', /tension \d+/);
  await page.getByText('The same as a table').click();
  await page.locator('details table tbody button').first().click();
  await expect(page).toHaveURL(/open=/);
  await page.getByRole('link', { name: 'open' }).first().click();
  await expect(page).toHaveURL(/\/incident/);
  await expect(page.locator('blockquote mark').first()).toBeVisible();
});

test('a click on the chart opens that point, and day, week and month are addresses', async ({ page }) => {
  await page.goto('/pair?a=TUR&b=USA&every=month');
  await settled(page);
  const box = (await page.locator('.plot .u-over').first().boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page).toHaveURL(/open=\d{4}-\d\d/);
  await page.getByRole('button', { name: 'day', exact: true }).click();
  await expect(page).toHaveURL(/every=day/);
  await page.getByRole('button', { name: 'week', exact: true }).click();
  await expect(page).not.toHaveURL(/every/);
});

test('the network moves with its months, walks by arrows, and its list leads to pairs', async ({ page }) => {
  await page.goto('/network');
  await settled(page);
  const nodes = page.locator('.node');
  await expect(nodes.first()).toBeVisible();
  const all = await nodes.count();
  await page.getByRole('slider', { name: 'Months, first' }).focus();
  await page.keyboard.press('End');
  await expect(page).toHaveURL(/since=\d{4}-\d\d-01/);
  await expect.poll(() => nodes.count()).toBeLessThan(all);
  await page.goto('/network');
  await settled(page);
  await nodes.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/node=/);
  await expect(page.locator('.node[aria-pressed=true]')).toBeFocused();
  const cells = page.getByRole('table').locator('tbody tr');
  await expect(cells.first()).toBeVisible();
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/pair/);
});

test('the map’s places open from the map and from the list, with how exact they are', async ({ page }) => {
  await page.goto('/map');
  await settled(page);
  await expect(page.locator('.spot').first()).toBeVisible();
  const row = page.getByRole('table').locator('tbody tr').first();
  const [name, precision] = [await row.getByRole('button').textContent(), await row.locator('td').nth(1).textContent()];
  await row.getByRole('button').click();
  await expect(page).toHaveURL(/place=/);
  await expect(page.getByRole('heading', { name: `${name} (${precision})` })).toBeVisible();
  await page.getByRole('button', { name: 'Closer' }).click();
  await page.getByRole('button', { name: 'All places' }).click();
  await page.locator('.spot').last().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'open' }).first().click();
  await expect(page).toHaveURL(/\/incident/);
});
