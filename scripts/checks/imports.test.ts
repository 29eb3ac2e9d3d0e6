import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import configuration from "../../.dependency-cruiser.mjs";
import { importViolations } from "./imports.ts";

/** File, what it imports, and the rule that this breaks. */
const PLANTED: readonly [file: string, imported: string, rule: string][] = [
  ["lib/errors/base.ts", "@/lib/config/parse.ts", "errors"],
  ["lib/async/once.ts", "@/lib/errors/base.ts", "async"],
  ["contracts-abi/ens.ts", "viem", "contracts-abi"],
  ["lib/config/parse.ts", "react", "config"],
  ["lib/config/parse.ts", "@/lib/messaging/core/timeline.ts", "config"],
  ["lib/i18n/words.ts", "@/components/inbox.tsx", "words"],
  ["lib/messaging/core/timeline.ts", "../ports.ts", "core"],
  ["lib/messaging/core/timeline.ts", "@/lib/config/parse.ts", "core"],
  ["lib/messaging/core/timeline.ts", "viem", "core"],
  ["lib/messaging/core/timeline.ts", "node:fs", "core"],
  ["lib/messaging/ports.ts", "./flow/send.ts", "ports"],
  ["lib/messaging/ports.ts", "viem", "ports"],
  ["lib/messaging/core/timeline.ts", "../ports/client.ts", "core"],
  ["lib/messaging/ports/client.ts", "../flow/send.ts", "ports"],
  ["lib/messaging/ports/client.ts", "../xmtp/client.ts", "ports"],
  ["lib/messaging/ports/client.ts", "@/lib/identity/ports.ts", "ports"],
  ["lib/search/worker/index.ts", "@/lib/messaging/ports/client.ts", "adapter"],
  ["components/inbox.tsx", "@/lib/messaging/ports/client.ts", "components"],
  ["lib/messaging/flow/send.ts", "../xmtp/client.ts", "flow"],
  ["lib/messaging/flow/send.ts", "react", "flow"],
  ["lib/messaging/xmtp/client.ts", "../flow/send.ts", "adapter"],
  ["lib/messaging/xmtp/client.ts", "@/lib/identity/ports.ts", "adapter"],
  ["lib/messaging/xmtp/client.ts", "@/lib/identity/wallet/injected.ts", "adapter"],
  ["lib/messaging/xmtp/client.ts", "node:fs", "adapter"],
  ["lib/messaging/xmtp/client.ts", "./server/reader.ts", "server-only"],
  ["lib/messaging/xmtp/server/reader.ts", "../../flow/send.ts", "server-adapter"],
  ["lib/messaging/flow/send.ts", "./server/answer.ts", "server-only"],
  ["app/wiring.ts", "@/lib/messaging/xmtp/server/reader.ts", "server-only"],
  ["app/wiring.ts", "@/lib/messaging/flow/server/answer.ts", "server-only"],
  ["app/wiring.ts", "./server-wiring.ts", "server-wiring-in-routes"],
  ["app/page.tsx", "./server-wiring.ts", "server-wiring-in-routes"],
  ["app/server-wiring.ts", "@/components/inbox.tsx", "server-wiring"],
  ["lib/react/use-inbox.ts", "@/lib/messaging/xmtp/client.ts", "react"],
  ["components/inbox.tsx", "@/lib/messaging/flow/send.ts", "components"],
  ["components/inbox.tsx", "@/lib/messaging/ports.ts", "components"],
  ["app/wiring.ts", "@/components/inbox.tsx", "wiring"],
  ["app/wiring-embed-report.ts", "@/components/inbox.tsx", "wiring"],
  ["app/page.tsx", "@/lib/messaging/xmtp/client.ts", "app"],
  ["app/page.tsx", "@/lib/messaging/flow/send.ts", "app"],
  ["instrumentation.ts", "@/lib/messaging/flow/server/answer.ts", "start"],
  ["proxy.ts", "@/lib/react/use-inbox.ts", "proxy"],
  ["packages/embed/src/protocol/hello.ts", "viem/utils", "embed-protocol"],
  ["packages/embed/src/protocol/hello.ts", "../loader/mount.ts", "embed-protocol"],
  ["packages/embed/src/loader/mount.ts", "react", "embed-package"],
  ["packages/embed/src/loader/mount.ts", "@/lib/errors/base.ts", "embed-package"],
  ["packages/embed/src/react.tsx", "viem", "embed-react"],
  ["components/inbox.tsx", "@/packages/embed/src/protocol/hello.ts", "embed-package-by-address"],
  ["lib/embed/core/said.ts", "@/packages/embed/src/loader/mount.ts", "embed-core"],
  ["lib/embed/core/said.ts", "viem/utils", "embed-core"],
  ["local-stack/index.ts", "@/lib/errors/base.ts", "local-stack"],
  ["app/wiring.ts", "@/local-stack/index.ts", "local-stack-by-url"],
  ["lib/identity/wallet/injected.ts", "@xmtp/wasm-bindings", "xmtp-in-one-room"],
  ["app/wiring.ts", "@xmtp/wasm-bindings", "xmtp-in-one-room"],
  ["lib/messaging/xmtp/server/reader.ts", "kubo-rpc-client", "kubo-in-one-room"],
  ["lib/messaging/xmtp/client.ts", "ipfs-unixfs", "ipfs-files-in-one-room"],
  ["lib/messaging/core/order.ts", "./timeline.ts", "no-cycle"],
  ["tests/dm.ts", "./nowhere.ts", "resolvable"],
  ["app/page.tsx", "vitest", "no-dev-dependency"],
];

/** What each file imports when everybody behaves; every layer has one. */
const LAWFUL: Record<string, readonly string[]> = {
  "lib/errors/base.ts": [],
  "lib/async/once.ts": [],
  "contracts-abi/ens.ts": [],
  "lib/config/parse.ts": ["zod", "@/lib/errors/base.ts"],
  "lib/i18n/words.ts": ["@/lib/errors/base.ts"],
  "lib/messaging/core/order.ts": [],
  "lib/messaging/core/timeline.ts": ["./order.ts", "@/lib/identity/core/address.ts", "viem/utils"],
  "lib/messaging/ports.ts": ["./core/timeline.ts", "@/lib/identity/core/address.ts"],
  "lib/messaging/ports/client.ts": ["./host.ts", "../core/timeline.ts"],
  "lib/messaging/ports/host.ts": ["@/lib/errors/base.ts"],
  "lib/messaging/flow/send.ts": ["../ports.ts", "@/lib/identity/ports.ts", "../ports/client.ts"],
  "lib/messaging/xmtp/client.ts": [
    "../ports.ts",
    "../ports/client.ts",
    "@xmtp/wasm-bindings",
    "@/contracts-abi/ens.ts",
    "@/lib/async/once.ts",
  ],
  "lib/messaging/xmtp/server/reader.ts": ["../client.ts", "../../ports.ts", "node:fs"],
  "lib/messaging/flow/server/answer.ts": ["../../ports.ts"],
  "app/server-wiring.ts": [
    "@/lib/messaging/xmtp/server/reader.ts",
    "@/lib/messaging/flow/server/answer.ts",
    "node:path",
  ],
  "app/api/route.ts": ["@/app/server-wiring.ts"],
  "lib/identity/core/address.ts": ["viem/utils"],
  "lib/identity/ports.ts": ["./core/address.ts"],
  "lib/identity/wallet/injected.ts": ["../ports.ts", "viem", "@/lib/config/parse.ts"],
  "lib/search/worker/index.ts": [],
  "lib/react/use-inbox.ts": ["@/lib/messaging/flow/send.ts", "react", "@/lib/i18n/words.ts"],
  "components/inbox.tsx": ["@/lib/react/use-inbox.ts", "@/lib/messaging/core/timeline.ts"],
  "app/wiring.ts": [
    "@/lib/async/once.ts",
    "@/lib/messaging/xmtp/client.ts",
    "@/lib/messaging/flow/send.ts",
  ],
  "app/wiring-embed-report.ts": ["./wiring.ts", "@/lib/messaging/xmtp/client.ts"],
  "app/page.tsx": ["./wiring.ts", "@/components/inbox.tsx"],
  "app/embed.js/route.ts": ["@/app/server-wiring.ts"],
  "instrumentation.ts": ["@/app/server-wiring.ts"],
  "proxy.ts": ["@/lib/config/parse.ts"],
  "lib/embed/core/said.ts": ["@/packages/embed/src/protocol/hello.ts", "@/lib/errors/base.ts"],
  "packages/embed/src/protocol/hello.ts": [],
  "packages/embed/src/loader/mount.ts": ["../protocol/hello.ts"],
  "packages/embed/src/react.tsx": ["./loader/mount.ts", "react"],
  "local-stack/index.ts": ["viem", "@xmtp/wasm-bindings", "node:fs"],
  "tests/dm.ts": ["@/local-stack/index.ts", "@/lib/messaging/xmtp/client.ts"],
};

const PACKAGES = [
  "react",
  "viem",
  "viem/utils",
  "zod",
  "@xmtp/wasm-bindings",
  "kubo-rpc-client",
  "ipfs-unixfs",
  "vitest",
];
const ROOMS = [
  "app",
  "components",
  "contracts-abi",
  "instrumentation.ts",
  "lib",
  "local-stack",
  "packages",
  "proxy.ts",
  "tests",
];

let root = "";
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Writes the lawful tree below a new folder, with `extra` imports added to one file. */
function plant(extra: { file: string; imported: string } | undefined): string {
  root = mkdtempSync(path.join(tmpdir(), "parley-imports-"));
  const dependencies = Object.fromEntries(PACKAGES.slice(0, -1).map((name) => [name, "1.0.0"]));
  write("package.json", JSON.stringify({ dependencies, devDependencies: { vitest: "1.0.0" } }));
  for (const name of PACKAGES) {
    // viem's real file of viem/utils is node_modules/viem/utils/…, as here.
    write(`node_modules/${name}/index.js`, "export {};\n");
    if (name !== "viem/utils") write(`node_modules/${name}/package.json`, JSON.stringify({ name }));
  }
  for (const [file, imports] of Object.entries(LAWFUL)) {
    const all = extra?.file === file ? [...imports, extra.imported] : imports;
    write(file, all.map((specifier) => `import "${specifier}";\n`).join(""));
  }
  return root;
}

function write(file: string, text: string): void {
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

describe("the import rules", () => {
  it("let the lawful tree pass", async () => {
    expect(await importViolations(plant(undefined), ROOMS)).toEqual([]);
  });

  it.each(PLANTED)("catch %s importing %s (%s)", async (file, imported, rule) => {
    const violations = await importViolations(plant({ file, imported }), ROOMS);
    expect(violations.map((violation) => [violation.from, violation.rule])).toContainEqual([
      file,
      rule,
    ]);
  });

  it.each([
    'import type { Client } from "@/lib/messaging/xmtp/client.ts";',
    'export type { Client } from "@/lib/messaging/xmtp/client.ts";',
    'const client = await import("@/lib/messaging/xmtp/client.ts");',
  ])("see through %s", async (statement) => {
    plant(undefined);
    write("app/page.tsx", statement);
    const violations = await importViolations(root, ROOMS);
    expect(violations.map(({ rule }) => rule)).toEqual(["app"]);
  });

  it("are each broken once above", () => {
    const tested = new Set(PLANTED.map(([, , rule]) => rule));
    const rules = (configuration.forbidden ?? []).map(({ name }) => name ?? "");
    expect([...tested].sort()).toEqual(rules.sort());
  });
});
