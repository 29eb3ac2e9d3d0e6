import { defineConfig } from "@playwright/test";
import { LAUNCH_OPTIONS } from "./tests/e2e/harness/chromium.ts";

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results/e2e",
  // Each worker has a network, an app and browsers of its own; two cores carry one of them.
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Two busy cores take seconds to compile the engine; what never comes still fails.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  use: {
    browserName: "chromium",
    launchOptions: LAUNCH_OPTIONS,
    screenshot: "only-on-failure",
  },
});
