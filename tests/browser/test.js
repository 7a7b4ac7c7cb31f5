// What every test here starts from: the running parts, what the page complained about, and the way a merchant files.
import { test as base, expect } from '@playwright/test';
import { randomInt } from 'node:crypto';
import { start } from './stack.js';

export { expect };

export const ID = /RD-[0-9A-Z]{13}-[0-9A-Z]{2,7}-[0-9A-Z*~$=]/;

export const test = base.extend({
  stack: [
    async ({}, use) => {
      const stack = await start();
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  /** Every warning, error and policy violation of `page`, in its own words. */
  noise: async ({ page }, use) => {
    const noise = [];
    page.on('console', (line) => ['error', 'warning'].includes(line.type()) && noise.push(line.text()));
    page.on('pageerror', (why) => noise.push(`${why}`));
    await page.exposeFunction('heard', (line) => noise.push(line));
    await page.addInitScript(() => {
      const tell = ({ violatedDirective, blockedURI }) => window.heard(`violates ${violatedDirective}: ${blockedURI}`);
      document.addEventListener('securitypolicyviolation', tell);
    });
    await use(noise);
  },
});

/** A complaint no other test files. */
export const complaint = () => ({
  text: `My payout of 1.250,00 EUR has been frozen since 17 November. Nobody answers. (${randomInt(1e12)})`,
  contact: 'mara@shop.example',
});

/** A host page with the tag, an order in JSON-LD and a button beside it; `parts` replaces any of its parts. */
export async function hostPage(stack, { lang = 'en', nonce = '', integrity, head = '', order = '304-8841207-5520931' } = {}) {
  const loader = await stack.host.loader();
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Order',
    orderNumber: order,
    price: '1250.00',
    priceCurrency: 'EUR',
    seller: { '@type': 'Person', identifier: 'M-20418' },
  };
  return `<!doctype html>
<html lang="${lang}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Order</title>
    <link rel="icon" href="data:,">
    ${head}
    <script type="application/ld+json">${JSON.stringify(data)}</script>
    <script async nonce="${nonce}" src="${loader.src}" integrity="${integrity ?? loader.integrity}" crossorigin data-site="demo"></script>
  </head>
  <body>
    <main>
      <h1>Order ${order}</h1>
      <redress-complaint></redress-complaint>
    </main>
  </body>
</html>`;
}

/** Opens the form by the launcher; resolves to its dialog. */
export async function open(page) {
  await page.getByRole('button', { name: 'Complaint?' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'What happened?' })).toBeVisible();
  return dialog;
}

/** Resolves when the full form has taken over: only it shows what the page has told. */
export async function full(dialog) {
  await expect(dialog.getByText('from the page').first()).toBeVisible();
}

/** Fills in and sends; resolves to the complaint's number once the receipt is shown. */
export async function file(dialog, { text, contact }) {
  await dialog.getByRole('textbox', { name: 'What happened?' }).fill(text);
  await dialog.getByRole('textbox', { name: 'How do we reach you?' }).fill(contact);
  await dialog.getByRole('button', { name: 'File complaint' }).click();
  await expect(dialog.getByRole('heading', { name: 'Recorded' })).toBeVisible();
  await expect(dialog).toContainText(ID);
  return (await dialog.textContent()).match(ID)[0];
}

/** The desk's page of complaint `id`, once the platform has it. */
export async function openCase(desk, stack, id) {
  await expect(async () => {
    await desk.goto(`${stack.platform}/desk`);
    const cases = await desk.getByRole('row').getByRole('link').evaluateAll((links) => links.map(({ href }) => href));
    for (const url of cases) {
      const reply = await desk.request.get(url);
      if ((await reply.text()).includes(id)) return desk.goto(url);
    }
    throw new Error(`none of ${cases.length} cases is ${id}`);
  }).toPass({ timeout: 10_000 });
}
