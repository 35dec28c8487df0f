import { add, expect, settled, test } from './account';

interface Report {
  text: string;
  events: { id: string; trigger: { text: string; start: number }; type: string }[];
}

test('an event is chosen by hand or key, drawn, explained, and has an address', async ({ page }) => {
  await page.goto('/report?id=examples%2Fborder-night');
  await settled(page);
  await page.getByRole('button', { name: /^shelled/ }).click();
  await expect(page).toHaveURL(/event=/);
  const panel = page.getByRole('complementary', { name: 'Events of this report' });
  await expect(panel).toContainText('ASSAULT');
  await expect(panel).toContainText('model');
  await expect(panel).toContainText('On whose word');
  await expect(page.locator('.role.source')).toContainText('Azerbaijani forces');
  await expect(page.locator('.role.by')).toContainText("Armenia's defence ministry");
  await expect(page.locator('.strokes path')).not.toHaveCount(0);
  const address = page.url();
  await page.keyboard.press('j');
  await expect(page).not.toHaveURL(address);
  await page.goto(address);
  await expect(page.locator('.trigger.active')).toHaveText(/^shelled/);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/event=/);
});

test('a condition is drawn', async ({ page }) => {
  await page.goto('/report?id=examples%2Fhostages');
  await settled(page);
  const report = (await (await page.request.get('/api/reports/examples%2Fhostages')).json()) as {
    events: { id: string; condition: { text: string } | null }[];
  };
  const conditional = report.events.find((e) => e.condition !== null)!;
  await page.goto(`/report?id=examples%2Fhostages&event=${conditional.id}`);
  await expect(page.locator('.role.condition').first()).toBeVisible();
  await expect(page.getByRole('complementary')).toContainText(conditional.condition!.text.replace(/\s+/g, ' ').slice(0, 20));
});

const wild =
  'Ankara said it <b>would</b> attack.<script>alert(1)</script> <img src=x onerror="alert(2)">\n\n' +
  'שר החוץ \u202Eevil\u202C said \u{1F680}\u{1F680} that Russia \u2066threatened\u2069 Turkey.\n\n' +
  'Çavuşoğlu — “Türkiye” — warned Syria 👩‍🚀. Iran &amp; Iraq signed an agreement &lt;today&gt;.\n\n```js\nalert(3)\n```\n';

test('markup, scripts, marks of direction and emoji are shown as text, and bytes fall on their words', async ({ page }) => {
  await add(page, [{ id: 'wild/<i>report</i>?#%', title: '<script>alert(0)</script> \u202Ewild', text: wild, published: '2024-01-02' }]);
  const id = encodeURIComponent('wild/<i>report</i>?#%');
  // Answers may be a second behind the store.
  const ask = async () => (await (await page.request.get(`/api/reports/${id}`)).json()) as Report;
  await expect.poll(async () => (await ask()).events.length).toBeGreaterThan(2);
  const report = await ask();
  expect(report.text).toContain('<script>alert(1)</script>');
  await page.goto(`/report?id=${id}`);
  await settled(page);
  await expect(page.locator('.text')).toContainText('<script>alert(1)</script>');
  await expect(page.locator('.text')).toContainText('<img src=x onerror="alert(2)">');
  await expect(page.locator('.text')).toContainText('שר החוץ');
  await expect(page.locator('.text')).toContainText('👩‍🚀');
  expect(await page.locator('.text script, .text img, .text b').count()).toBe(0);
  await expect(page.locator('.text .control', { hasText: 'RLO' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('<script>alert(0)</script>');
  for (const event of report.events) {
    await page.goto(`/report?id=${id}&event=${event.id}`);
    const words = await page
      .locator('.trigger.active')
      .first()
      .evaluate((el) =>
        [...el.childNodes]
          .filter((n) => n.nodeType === Node.TEXT_NODE)
          .map((n) => n.textContent)
          .join(''),
      );
    expect(event.trigger.text).toContain(words);
    expect(words).not.toBe('');
  }
});

test('a passage is marked and comes into view; a report that is not there is told', async ({ page, errors }) => {
  await page.goto('/report?id=examples%2Fborder-night&at=0-26');
  await expect(page.locator('.passage')).toContainText("Armenia's defence ministry");
  await page.goto('/report?id=nothing');
  await expect(page.getByRole('alert')).not.toBeEmpty();
  expect(errors.splice(0).every((e) => e.includes('404'))).toBe(true);
});

test('an event is mended with a name and a reason, and the mending is taken back', async ({ page }) => {
  await page.goto('/report?id=examples%2Fvisit');
  await settled(page);
  await page.keyboard.press('j');
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('name');
  await page.getByLabel('Your name').fill('A. Desk');
  await page.getByLabel('Reason').fill('a test');
  await page.getByRole('button', { name: 'Mend…' }).click();
  const form = page.getByRole('form', { name: 'Mend this event' });
  await form.getByRole('button', { name: 'Mend' }).click();
  await expect(form).toContainText('Nothing is changed');
  await form.getByLabel('Type').selectOption('PROTEST');
  await form.getByRole('button', { name: 'Mend' }).click();
  await expect(page.locator('.details')).toContainText('PROTEST');
  await expect(page.locator('.details')).toContainText('mended');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.details')).not.toContainText('mended');
});
