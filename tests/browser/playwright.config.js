// `cargo xtask test browser`, or, after `cargo xtask build` and `cargo build -p redress-platform`:
//
//   npx playwright test -c tests/browser/playwright.config.js
//
// REDRESS_CHROMIUM      the browser; without it the one Playwright has installed
// REDRESS_PLATFORM_BIN  the platform; without it target/debug/redress-platform
// REDRESS_PICTURE=1     also takes the README's picture, www/widget.png, anew
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  forbidOnly: !!process.env.CI,
  workers: 1, // Edge, platform and browser share the machine.
  use: {
    launchOptions: { executablePath: process.env.REDRESS_CHROMIUM },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
});
