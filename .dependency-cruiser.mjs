/**
 * Who may import whom: the table of ARCHITECTURE.md, checked by `scripts/checks/imports.ts`.
 *
 * Each layer has one rule that names everything it may import; whatever else it reaches is
 * a violation. `$1` is the slice (`messaging`, `identity`, …) of the importing file.
 */
const SLICE = "^lib/(?!errors/|async/|config/|react/|i18n/)([^/]+)";
const CORE = "^lib/[^/]+/core/";
const EMBED_CORE = "^lib/embed/core/";
/** One file, or a folder with a file for each thing that is asked. */
const PORTS = "^lib/([^/]+)/ports([.]ts$|/)";
const FLOW = "^lib/[^/]+/flow/";
const ADAPTER = `${SLICE}/(?!core/|flow/|ports[.]ts$|ports/)`;
/** What runs in the app's server alone: adapters to Node, and the flows that hold its secrets. */
const SERVER = "^lib/.+/server/";
const SERVER_ADAPTER = `${ADAPTER}.*(?<=/)server/`;
/** How the app's server answers, whatever it was asked for. */
const HTTP = "^lib/http/server/";
const ERRORS = "^lib/errors/";
const ASYNC = "^lib/async/";
const CONFIG = "^lib/config/";
const WORDS = "^lib/i18n/";
const REACT = "^lib/react/";
const COMPONENTS = "^components/";
const ABI = "^contracts-abi/";
const APP = "^app/";
const WIRING = "^app/wiring[a-z-]*[.]ts$";
const SERVER_WIRING = "^app/server-wiring[.]ts$";
const START = "^instrumentation[.]ts$";
/** What the package in other sites' pages and the frame say to each other: pure, and in both. */
const EMBED_PROTOCOL = "^packages/embed/src/protocol/";
const EMBED_REACT = "^packages/embed/src/react[.]tsx$";
const NPM = "(^|/)node_modules/";

/** Libraries without a window, a network, a clock or a thread: the same input, the same output. */
const PURE_LIBRARIES = `${NPM}(multiformats|@ipld/dag-pb|@scure/[^/]+|@noble/[^/]+|zod|valibot|xstate|viem/_(esm|types)/utils|viem/_(esm|types)/(account-abstraction/)?utils|viem/_(esm|types)/ens|viem/utils|viem/ens)/`;

/** Tests stand beside what they test and reach for fakes; rules are for what ships. */
const TESTS = "[.]test[.]tsx?$";

function layer(name, from, allowed, comment) {
  return {
    name,
    comment,
    severity: "error",
    from: { path: from, pathNot: TESTS },
    to: { pathNot: allowed },
  };
}

function onlyFrom(name, to, importers, comment) {
  return {
    name,
    comment,
    severity: "error",
    from: { pathNot: importers },
    to: { path: to },
  };
}

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    layer("errors", ERRORS, [ERRORS], "Errors import errors."),
    layer("async", ASYNC, [ASYNC], "How promises are waited for, whatever they are of."),
    layer("contracts-abi", ABI, [ABI], "ABIs are data and import nothing."),
    layer(
      "config",
      CONFIG,
      [CONFIG, ERRORS, `${NPM}zod/`],
      "Config imports errors and the validator.",
    ),
    layer(
      "words",
      WORDS,
      [WORDS, ERRORS, CORE, `${NPM}(use-intl|icu-minify)/`],
      "Words import what they word.",
    ),
    layer(
      "core",
      "^lib/(?!embed/)[^/]+/core/",
      [CORE, ERRORS, PURE_LIBRARIES],
      "Core is pure: core, errors, pure libraries.",
    ),
    layer(
      "embed-core",
      EMBED_CORE,
      [CORE, ERRORS, EMBED_PROTOCOL],
      "The same; the protocol is as pure, and belongs to the package.",
    ),
    layer(
      "ports",
      PORTS,
      ["^lib/$1/ports/", CORE, ERRORS],
      "Ports speak in the core's terms, and of each other in their slice.",
    ),
    layer(
      "flow",
      FLOW,
      [FLOW, CORE, PORTS, ERRORS, `${NPM}zustand/(esm/)?vanilla`],
      "Flows reach the world through ports, and tell their state by a vanilla store.",
    ),
    {
      name: "adapter",
      comment: "An adapter knows its own slice's ports, the core's terms, and npm.",
      severity: "error",
      from: { path: ADAPTER, pathNot: [TESTS, SERVER] },
      to: { pathNot: ["^lib/$1/(?!flow/)", CORE, ERRORS, ASYNC, CONFIG, ABI, NPM] },
    },
    {
      name: "server-adapter",
      comment: "An adapter of the server knows Node besides.",
      severity: "error",
      from: { path: SERVER_ADAPTER, pathNot: TESTS },
      to: {
        pathNot: ["^lib/$1/(?!flow/)", HTTP, CORE, ERRORS, ASYNC, CONFIG, ABI, NPM],
        dependencyTypesNot: ["core"],
      },
    },
    onlyFrom(
      "server-only",
      SERVER,
      [SERVER, SERVER_WIRING, "^tests/", "^bench/", TESTS],
      "What holds the server's secrets reaches no browser: only the server's wiring imports it.",
    ),
    onlyFrom(
      "server-wiring-in-routes",
      SERVER_WIRING,
      ["^app/(api|embed[.]js)/", SERVER_WIRING, START, TESTS],
      "Only route handlers ask the server, and its start: a page that imported it would ship it.",
    ),
    layer("start", START, [SERVER_WIRING], "What begins with the server is wired with the rest."),
    layer(
      "react",
      REACT,
      [REACT, FLOW, PORTS, CORE, ERRORS, WORDS, NPM],
      "Hooks bind flows; adapters come from the wiring.",
    ),
    layer(
      "components",
      COMPONENTS,
      [COMPONENTS, REACT, CORE, ERRORS, WORDS, NPM],
      "Components see hooks and the core's terms.",
    ),
    layer(
      "wiring",
      WIRING,
      [WIRING, ADAPTER, FLOW, PORTS, CORE, ERRORS, ASYNC, CONFIG, NPM],
      "The one place where ports meet adapters.",
    ),
    {
      name: "server-wiring",
      comment: "The same for the server.",
      severity: "error",
      from: { path: SERVER_WIRING },
      to: {
        pathNot: [ADAPTER, FLOW, PORTS, CORE, ERRORS, ASYNC, CONFIG, NPM],
        dependencyTypesNot: ["core"],
      },
    },
    layer(
      "app",
      `${APP}(?!(server-wiring|wiring[a-z-]*)[.]ts$)`,
      [APP, COMPONENTS, REACT, CORE, ERRORS, WORDS, CONFIG, NPM],
      "Routes are thin; the server's ones read the configuration.",
    ),
    layer(
      "proxy",
      "^proxy[.]ts$",
      [CONFIG, NPM],
      "The proxy sends headers made from the configuration.",
    ),
    layer(
      "embed-protocol",
      EMBED_PROTOCOL,
      [EMBED_PROTOCOL],
      "What is said between page and frame is read by hand, on both sides.",
    ),
    layer(
      "embed-package",
      "^packages/embed/src/(?!protocol/|react[.]tsx$)",
      ["^packages/embed/src/(?!react[.]tsx$)"],
      "It runs in other people's pages: itself and nothing else.",
    ),
    layer(
      "embed-react",
      EMBED_REACT,
      ["^packages/embed/src/", `${NPM}(@types/)?react/`],
      "A thin binding, and the one part of the package that knows React.",
    ),
    onlyFrom(
      "embed-package-by-address",
      "^packages/embed/",
      ["^packages/embed/", EMBED_CORE, "^scripts/", "^tests/", "^bench/", "^examples/", TESTS],
      "The app shares the protocol with its package, in one slice, and nothing else.",
    ),
    {
      name: "local-stack",
      comment: "The local stack stands alone: itself, npm, Node.",
      severity: "error",
      from: { path: "^local-stack/" },
      to: { pathNot: ["^local-stack/", NPM], dependencyTypesNot: ["core"] },
    },
    onlyFrom(
      "local-stack-by-url",
      "^local-stack/",
      ["^local-stack/", "^tests/", "^scripts/", "^bench/", TESTS],
      "The app reaches the local stack by URL; tests, scripts and the bench may start it.",
    ),
    onlyFrom(
      "xmtp-in-one-room",
      `${NPM}@xmtp/`,
      ["^lib/messaging/xmtp/", "^local-stack/", "^tests/", "^bench/"],
      "Everything about the XMTP SDK is behind the ports of messaging.",
    ),
    onlyFrom(
      "kubo-in-one-room",
      `${NPM}(kubo-rpc-client|@ipfs-shipyard/[^/]+)/`,
      ["^lib/attachments/server/(ipfs|pinning)/", "^tests/"],
      "How an IPFS node and a pinning service are asked is behind the ports of attachments.",
    ),
    onlyFrom(
      "ipfs-files-in-one-room",
      `${NPM}(ipfs-unixfs[^/]*|@ipld/car|busboy)/`,
      ["^local-stack/ipfs/", "^tests/", TESTS],
      "The node of the local stack makes and reads files by libraries; the app verifies by its core.",
    ),
    {
      name: "no-cycle",
      comment: "What goes in circles cannot be read from the start.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "resolvable",
      comment: "An import that leads nowhere would pass every other rule.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-dev-dependency",
      comment: "What ships is installed where it ships.",
      severity: "error",
      from: { path: "^(app|components|lib|contracts-abi|packages)/|^proxy[.]ts$", pathNot: TESTS },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    // TypeScript 7 has no compiler API, so swc reads the sources.
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(gen|dist|[.]next)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "browser", "types", "default"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
    },
    moduleSystems: ["es6", "cjs"],
  },
};
