import { expect, test } from './test.js';

test('before a click: one request, nothing stored, nothing moved', async ({ page, context, stack, noise }) => {
  const loader = await stack.host.loader();
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  // The loader comes once the page stands, so that whatever moves then was moved by it.
  await page.route(loader.src, async (route) => {
    await page.waitForLoadState('domcontentloaded');
    await route.continue();
  });

  await page.goto(`${stack.host.origin}/shop/`, { waitUntil: 'networkidle' });
  await expect(page.getByRole('button', { name: 'Complaint?' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Report a problem' })).toBeVisible();

  expect(requests.filter((url) => !url.startsWith(stack.host.origin))).toEqual([loader.src]);
  expect(await context.cookies()).toEqual([]);
  expect(await page.evaluate(kept)).toEqual({ cookie: '', local: 0, session: 0, databases: 0, caches: 0, workers: 0 });
  expect(await page.evaluate(shifts)).toEqual([]);
  expect(noise).toEqual([]);
});

/** What the page's origin has in store. */
async function kept() {
  return {
    cookie: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: 'caches' in window ? (await caches.keys()).length : 0,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  };
}

/** Every layout shift since the page stood. */
function shifts() {
  const [{ domContentLoadedEventStart: stood }] = performance.getEntriesByType('navigation');
  const late = (list) => list.getEntries().filter(({ startTime }) => startTime > stood).map(({ value }) => value);
  return new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(late(list))).observe({ type: 'layout-shift', buffered: true });
    // An observer with nothing in its buffer is never called; one of something that is always there is called after it.
    new PerformanceObserver(() => resolve([])).observe({ type: 'navigation', buffered: true });
  });
}
