import { defineConfig } from "vitest/config";

/** For running this package alone: `npm test -w @parley/local-stack`. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    exclude: ["node_modules", "dist"],
  },
});
