import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  test: {
    include: [
      "{app,components,lib,packages,contracts-abi,local-stack,scripts,bench}/**/*.test.{ts,tsx}",
      "tests/{contract,fakes}/**/*.test.ts",
    ],
    exclude: ["**/node_modules/**"],
    // Two cores are the reference machine; more workers only fight over them.
    maxWorkers: 2,
    // What never ends must fail; what is slow on a busy machine must not.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
