// WCAG 2.2 AA: axe on every view in both colour schemes, and what axe cannot see.
import AxeBuilder from '@axe-core/playwright';
import { complaint, expect, file, full, hostPage, open, openCase, test } from './test.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Every view there is to see: its name and the way to it. */
const VIEWS = {
  landing: (page, stack) => page.goto(`${stack.edge}/`),
  'hosted form': (page, stack) => page.goto(`${stack.edge}/form/`),
  'hosted form, German': (page, stack) => page.goto(`${stack.edge}/form/de/`),
  'hosted form, problems': async (page, stack) => {
    await page.goto(`${stack.edge}/form/`);
    await page.getByRole('textbox', { name: 'What happened?' }).fill('frozen');
    await page.getByRole('textbox', { name: 'How do we reach you?' }).fill('mara@');
    await page.getByRole('button', { name: 'File complaint' }).click();
    await page.locator('[aria-invalid]').first().waitFor();
  },
  'hosted form, receipt': async (page, stack) => {
    const { text, contact } = complaint();
    await page.goto(`${stack.edge}/form/`);
    await page.getByRole('textbox', { name: 'What happened?' }).fill(text);
    await page.getByRole('textbox', { name: 'How do we reach you?' }).fill(contact);
    await page.getByRole('button', { name: 'File complaint' }).click();
    await page.getByRole('heading', { name: 'Recorded' }).waitFor();
  },
  shop: (page, stack) => page.goto(`${stack.host.origin}/shop/`, { waitUntil: 'networkidle' }),
  'shop, list of sales': (page, stack) => page.goto(`${stack.host.origin}/shop/orders.html`, { waitUntil: 'networkidle' }),
  'widget, write': async (page, stack) => {
    await page.goto(`${stack.host.origin}/shop/`);
    const dialog = await open(page);
    await full(dialog);
  },
  'widget, problems': async (page, stack) => {
    await page.goto(`${stack.host.origin}/shop/`);
    const dialog = await open(page);
    await dialog.getByRole('textbox', { name: 'What happened?' }).fill('frozen');
    await dialog.getByRole('button', { name: 'File complaint' }).click();
    await dialog.locator('[aria-invalid=true]').first().waitFor();
  },
  'widget, receipt': async (page, stack) => {
    await page.goto(`${stack.host.origin}/shop/`);
    await file(await open(page), complaint());
  },
  'widget, follow': async (page, stack) => {
    await page.goto(`${stack.host.origin}/shop/`);
    const dialog = await open(page);
    await file(dialog, complaint());
    await dialog.getByRole('button', { name: 'Follow my complaint' }).click();
    await dialog.getByRole('heading', { name: 'Your complaint' }).waitFor();
  },
  'first form, write': async (page, stack) => {
    await page.route('**/widget.wasm', (route) => route.abort());
    await page.goto(`${stack.host.origin}/shop/`);
    await open(page);
  },
  'first form, receipt': async (page, stack) => {
    await page.route('**/widget.wasm', (route) => route.abort());
    await page.goto(`${stack.host.origin}/shop/`);
    await file(await open(page), complaint());
  },
  'desk, list': async (page, stack) => {
    await page.goto(stack.host.set('/for-the-list', await hostPage(stack)));
    await openCase(page, stack, await file(await open(page), complaint()));
    await page.goto(`${stack.platform}/desk`);
  },
  'desk, case': async (page, stack) => {
    await page.goto(stack.host.set('/for-the-case', await hostPage(stack)));
    await openCase(page, stack, await file(await open(page), complaint()));
    await page.getByRole('button', { name: 'Take case' }).click();
    await page.getByRole('button', { name: 'Send message' }).waitFor();
  },
};

for (const [name, go] of Object.entries(VIEWS)) {
  test(name, async ({ page, stack }) => {
    await go(page, stack);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: test.info().outputPath(`${colorScheme}.png`) });
      const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
      expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ failureSummary, target }) => `${target}: ${failureSummary}`)])).toEqual([]);
    }
    // 1280 pixels at 200 % and at 400 % zoom, the second as narrow as WCAG asks for.
    for (const width of [640, 320]) {
      await page.setViewportSize({ width, height: 360 });
      await page.screenshot({ path: test.info().outputPath(`${width}.png`) });
      expect(await page.evaluate(tooWide), `${width} pixels are wide enough`).toEqual([]);
    }
  });
}

/** Whatever makes one scroll sideways: the page, or a dialog in it. */
function tooWide() {
  const inside = (root) => [...root.querySelectorAll('*')].flatMap((e) => (e.shadowRoot ? inside(e.shadowRoot) : e.matches('dialog') ? [e] : []));
  return [document.documentElement, ...inside(document)]
    .filter((element) => element.scrollWidth > element.clientWidth)
    .map((element) => `${element.localName}: ${element.scrollWidth} > ${element.clientWidth}`);
}

test('filing by keyboard alone', async ({ page, stack }) => {
  const { text, contact } = complaint();
  const { keyboard } = page;
  const tabTo = async (locator) => {
    for (let presses = 0; presses < 30; presses += 1) {
      if (await locator.evaluate((element) => element.matches(':focus'))) return;
      await keyboard.press('Tab');
    }
    throw new Error(`30 × Tab does not reach ${locator}`);
  };
  await page.goto(`${stack.host.origin}/shop/`);
  const launcher = page.getByRole('button', { name: 'Complaint?' });
  await launcher.waitFor();
  await tabTo(launcher);
  await keyboard.press('Enter');

  const dialog = page.getByRole('dialog');
  const what = dialog.getByRole('textbox', { name: 'What happened?' });
  await expect(what).toBeFocused();
  await full(dialog);
  await expect(what).toBeFocused(); // The full form has taken over.
  await keyboard.type(text);
  await tabTo(dialog.getByRole('textbox', { name: 'How do we reach you?' }));
  await keyboard.type(contact);
  await tabTo(dialog.getByRole('button', { name: 'File complaint' }));
  await keyboard.press('Enter');
  await expect(dialog.getByRole('heading', { name: 'Recorded' })).toBeVisible();

  await keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(launcher).toBeFocused();
});
