import { defineConfig } from "vitest/config";

/** For running this package alone: `npm test -w @parley/local-stack`. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    exclude: ["node_modules", "dist"],
    // As in the whole project: what never ends must fail, what is slow on a busy machine must not.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
