// The end-to-end tests: a real browser, the built server, mail and records as files. Every journey is driven
// with script on and with script off, on a desktop and partly on a telephone.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "./support/browser.mjs";

const desktop = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const journeys = /\/(journeys|stops|input|officer|status|desk|once|language|evidence|safety|verify)\.spec/;

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  globalSetup: "./support/global-setup.ts",
  fullyParallel: true,
  forbidOnly: true,
  // A test that passes only the second time hides a fault.
  retries: 0,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  use: {
    launchOptions: launchOptions(),
    locale: "en-US",
    timezoneId: "America/New_York",
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    // TRACE=1 keeps a trace of what failed; it takes half as long again.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "script-on", testMatch: [journeys, /\/(keyboard|live|passkey|print|smtp|upload)\.spec/], use: desktop },
    { name: "phone-on", testMatch: journeys, grep: /@phone/, use: phone },
    { name: "script-off", testMatch: [journeys, /\/(map-off|reflow-off)\.spec/], grepInvert: /@script/, use: { ...desktop, javaScriptEnabled: false } },
    { name: "phone-off", testMatch: journeys, grep: /@phone/, use: { ...phone, javaScriptEnabled: false } },
    { name: "accessibility", testMatch: /\/accessibility\.spec/, use: desktop },
    { name: "screenshots", testMatch: /\/screenshots\.spec/, use: {} },
  ],
});
