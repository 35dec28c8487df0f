// A server of its own for each worker, over a copy of the account, so that what one test corrects no other worker sees.

import { test as base, expect, type Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

export const test = base.extend<{ errors: string[] }, { address: string }>({
  address: [
    async ({}, use, worker) => {
      const folder = process.env['DRAGOMAN_FOLDER']!;
      const store = path.join(folder, `account-${worker.workerIndex}.db`);
      cpSync(path.join(folder, 'account.db'), store);
      const server = spawn(
        process.env['DRAGOMAN']!,
        ['serve', store, '--listen', '127.0.0.1:0', '--questions', path.join(folder, 'questions')],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      const address = await new Promise<string>((resolve, reject) => {
        createInterface(server.stdout).once('line', resolve);
        server.once('exit', (code) => reject(new Error(`dragoman serve ended with ${code} before it told its address`)));
      });
      await use(address.replace(/\/$/, ''));
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill();
      await ended;
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ address }, use) => use(address),
  // Whatever the browser complains of fails the test, unless the test expects it.
  errors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      page.on('dialog', (dialog) => {
        errors.push(`a dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      await use(errors);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

/** Adds reports through the API and waits until they are read. */
export async function add(page: Page, reports: { id: string; text: string; title?: string; published?: string }[]): Promise<void> {
  const taken = await page.request.post('/api/reports', { data: reports });
  expect(taken.status()).toBe(202);
  const { id } = (await taken.json()) as { id: string };
  await expect
    .poll(async () => ((await (await page.request.get(`/api/batches/${id}`)).json()) as { state: string }).state, { timeout: 50_000 })
    .toBe('done');
}

/** Until nothing on the page says that it is on its way. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('h1').first()).toBeVisible();
  await expect(page.locator('.dots, [aria-busy=true]')).toHaveCount(0);
}
