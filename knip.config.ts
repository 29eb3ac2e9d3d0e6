import type { KnipConfig } from "knip";

export default {
  ignoreExportsUsedInFile: true,
  workspaces: {
    ".": {
      entry: [
        // Loaded by address: by scripts/run.mjs, into child processes, as workers, as pages.
        "scripts/launch/exit-with-parent.mjs",
        "scripts/examples/run-example.ts",
        "scripts/{complete-lockfile,draw-icons,screenshots,test-nat}.ts",
        "scripts/contracts/write-contracts.ts",
        "lib/**/*.worker.ts",
        "bench/run.ts",
        "tests/raw-sdk/{page,serve}.ts",
        "tests/{calls,files}-page/page.ts",
        "tests/nat/{vitest.config,*.test}.ts",
        "tests/gallery/{main.tsx,vite.config.ts,next-link.tsx,next-navigation.ts}",
      ],
      project: ["**/*.{js,mjs,ts,tsx,css}", "!local-stack/**", "!packages/**", "!examples/**"],
      // Read by dependency-cruiser, which finds it by itself (`parser: "swc"`).
      // The Safe's artifacts are read as files.
      ignoreDependencies: ["@swc/core", "@safe-global/safe-smart-account"],
      ignoreBinaries: ["apt-get", "ip", "openssl"],
    },
    "packages/embed": {
      entry: ["src/index.ts", "src/react.tsx", "src/script/embed-script.ts"],
      project: ["src/**/*.{ts,tsx}"],
      // Only pages that have it use that part.
      ignoreDependencies: ["react"],
    },
    "local-stack": {
      entry: ["**/*-worker.ts", "test-support/chain-owner.ts"],
      project: ["**/*.ts"],
      // Its binary is looked up and run.
      ignoreDependencies: ["@foundry-rs/anvil"],
      // Generated from the .proto files: whole, used or not.
      ignore: ["**/gen/**"],
    },
  },
} satisfies KnipConfig;
