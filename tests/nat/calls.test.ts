import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Browser, chromium, type Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { NatKind, Outlook } from "@/lib/calls/core/connection-report.ts";
import type { CallPath } from "@/lib/calls/core/path.ts";
import type { RelayServer } from "@/lib/calls/ports.ts";
import { relayAccess } from "@/lib/calls/server/relay-access.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { findChromium } from "@/scripts/checks/chromium.ts";
import { bundleCallsPage, type CallsSite } from "../calls-page/bundle.ts";
import { openTwoSides, type SideOptions, type TwoSides } from "../calls-page/two-sides.ts";
import { LAUNCH_OPTIONS } from "../e2e/harness/chromium.ts";
import { received } from "../e2e/harness/in-calls.ts";
import { type RealRelay, startRealRelay, whereTurnserverIs } from "../fakes/real-relay.ts";
import { makeRelayCertificate, trustOf } from "../fakes/relay-certificate.ts";
import { type Gateway, type NetworkLab, openNetworkLab, TLS_PORT } from "./network-lab.ts";

const SECRET = "only the relay and the server know this";
const PORT = 3478;
const DIRECT: CallPath = { kind: "direct", how: "through-nat" };
/** A machine that does other things as well takes its time. */
const PATIENCE_MS = 60_000;

let folder: string;
let lab: NetworkLab;
let relay: RealRelay;
let site: CallsSite;
let homes: { a: Browser; b: Browser };
let sides: TwoSides | undefined;
const times: string[] = [];

beforeAll(async () => {
  const program = whereTurnserverIs();
  const browser = findChromium();
  if (!program || !browser) throw new Error("The laboratory needs a turnserver and a Chromium");
  lab = await openNetworkLab();
  folder = await mkdtemp(path.join(tmpdir(), "parley-nat-certificate-"));
  const certificate = makeRelayCertificate(folder, lab.relayAddress);
  const launch = async (home: "a" | "b") =>
    chromium.launch({
      ...LAUNCH_OPTIONS,
      args: [
        ...(LAUNCH_OPTIONS.args ?? []),
        `--ignore-certificate-errors-spki-list=${trustOf(certificate)}`,
      ],
      executablePath: await lab.programIn(home, browser),
    });
  const place = {
    program,
    address: lab.relayAddress,
    port: PORT,
    tlsPort: TLS_PORT,
    secret: SECRET,
  };
  [relay, site, homes] = await Promise.all([
    startRealRelay({ ...place, certificate, wrapper: lab.inPublic }),
    bundleCallsPage(),
    Promise.all([launch("a"), launch("b")]).then(([a, b]) => ({ a, b })),
  ]);
});
afterEach(async () => {
  await sides?.close();
  sides = undefined;
});
afterAll(async () => {
  await Promise.all([homes?.a.close(), homes?.b.close(), relay?.close(), site?.close()]);
  await lab?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
  process.stdout.write(`\n${times.join("\n")}\n`);
});

/** Which servers there are: the relay tells outer addresses as well, and `stun` is only that of it. */
type Servers = "relay" | "stun" | "none";

function serversOf(which: Servers): RelayServer[] {
  const host = `${lab.relayAddress}:${PORT}`;
  if (which === "none") return [];
  if (which === "stun") return [{ urls: [`stun:${host}`] }];
  // As our server gives it to who is signed in.
  const tls = `turns:${lab.relayAddress}:${TLS_PORT}?transport=tcp`;
  const urls = [`turn:${host}`, `turn:${host}?transport=tcp`, tls];
  // Another inbox each time: what a browser that was closed had at the relay counts for its inbox for ten minutes.
  const inboxId = randomBytes(32).toString("hex") as InboxId;
  const access = relayAccess({ urls, secret: SECRET }, inboxId, Date.now());
  return [{ urls, username: access.username, credential: access.credential }];
}

type Scene = {
  a: Gateway;
  b: Gateway;
  servers?: Servers;
  caller?: Partial<SideOptions>;
  delayMs?: number;
};

/** Somebody in the first home calls somebody in the second, who takes it. */
async function call({ a, b, servers = "relay", caller = {}, delayMs = 0 }: Scene) {
  lab.setGateway("a", a);
  lab.setGateway("b", b);
  const given = { relays: serversOf(servers) };
  sides = await openTwoSides(site, {
    caller: { browser: homes.a, ...given, ...caller },
    callee: { browser: homes.b, ...given },
    delayMs,
  });
  const { caller: ana, callee: ben } = sides;
  await ana.evaluate(() => window.side.place("video"));
  await until(ben, "incoming");
  const seen = [ana, ben].map((page) => page.evaluate(() => window.side.firstPicture()));
  for (const each of seen) each.catch(() => undefined);
  const pressedAt = await ben.evaluate(() => window.side.accept("video"));
  return { ana, ben, pressedAt, seen, channel: sides.channel };
}

/** Media come in, more and more, on both sides. */
async function expectMedia(...pages: Page[]): Promise<void> {
  for (const page of pages) {
    const before = await received(page);
    await expect
      .poll(
        async () => {
          const now = await received(page);
          return (
            now.audioPackets > before.audioPackets + 20 &&
            now.framesDecoded > before.framesDecoded + 5
          );
        },
        { timeout: PATIENCE_MS, interval: 100 },
      )
      .toBe(true);
  }
}

/** Until both go that way: a direct pair may be found only after the relay's was. */
async function connected(
  { ana, ben, pressedAt, seen }: Awaited<ReturnType<typeof call>>,
  kind: CallPath["kind"],
) {
  const [atCaller = 0] = await Promise.all(seen);
  for (const page of [ana, ben]) {
    await until(page, "connected");
    await page.evaluate((wanted) => window.side.untilPath(wanted), kind);
  }
  await expectMedia(ana, ben);
  const paths = await Promise.all(
    [ana, ben].map(async (page) => (await page.evaluate(() => window.side.read())).path),
  );
  return { paths, tookMs: atCaller - pressedAt };
}

function note(what: string, ms: number, goalMs: number): void {
  times.push(`  ${what.padEnd(52)} ${Math.round(ms)} ms (goal ${goalMs})`);
}

describe("a call between two homes", () => {
  it("is direct through gateways that keep one port", async () => {
    const { paths, tookMs } = await connected(await call({ a: "cone", b: "cone" }), "direct");
    expect(paths).toEqual([DIRECT, DIRECT]);
    note("cone and cone, accepted to first picture", tookMs, 500);
  });

  it("is direct as well when signals take their time", async () => {
    const scene = await call({ a: "cone", b: "cone", delayMs: 300 });
    const { paths, tookMs } = await connected(scene, "direct");
    expect(paths).toEqual([DIRECT, DIRECT]);
    note("the same, each signal 300 ms late", tookMs, 1_000);
  });

  it("is direct without a relay, where somebody tells the addresses outside", async () => {
    const { ana, ben, ...scene } = await call({ a: "cone", b: "cone", servers: "stun" });
    const { paths } = await connected({ ana, ben, ...scene }, "direct");
    expect(paths).toEqual([DIRECT, DIRECT]);
    for (const page of [ana, ben]) {
      const { hasRelay, asked } = await page.evaluate(() => window.side.read());
      expect({ hasRelay, asked }).toEqual({ hasRelay: false, asked: [lab.relayAddress] });
    }
  });

  it.each<[Gateway, Gateway]>([
    ["symmetric", "cone"],
    ["cone", "symmetric"],
    ["symmetric", "symmetric"],
  ])("is relayed where one has another port for everybody: %s and %s", async (a, b) => {
    const { paths, tookMs } = await connected(await call({ a, b }), "relayed");
    for (const path of paths) expect(path).toMatchObject({ kind: "relayed" });
    note(`${a} and ${b}`, tookMs, 500);
  });

  it("goes to the relay by TCP where no UDP is let out", async () => {
    const { paths, tookMs } = await connected(await call({ a: "no-udp", b: "cone" }), "relayed");
    expect(paths[0]).toMatchObject({ kind: "relayed", over: "tcp" });
    expect(paths[1]).toMatchObject({ kind: "relayed" });
    note("no UDP and cone", tookMs, 500);
  });

  it("goes to the relay by TLS where nothing else is let out", async () => {
    const scene = await call({ a: "only-tls", b: "cone" });
    const { paths, tookMs } = await connected(scene, "relayed");
    expect(paths[0]).toMatchObject({ kind: "relayed", over: "tls" });
    note("only TLS and cone", tookMs, 500);
  });

  it("is relayed where one side asks for that, though a direct way is there", async () => {
    const scene = await call({ a: "cone", b: "cone", caller: { relaysAll: true } });
    const { paths, tookMs } = await connected(scene, "relayed");
    expect(paths[0]).toMatchObject({ kind: "relayed" });
    expect(paths[1]).toMatchObject({ kind: "relayed" });
    note("relay only", tookMs, 500);
  });

  it("fails clearly where nothing leads through and there is no relay", async () => {
    const { ana, ben, pressedAt } = await call({ a: "symmetric", b: "symmetric", servers: "none" });
    await Promise.all([ana, ben].map((page) => until(page, "ended")));
    const tookMs = Date.now() - pressedAt;
    for (const page of [ana, ben]) {
      const { how, hasRelay } = await page.evaluate(() => window.side.read());
      expect({ how, hasRelay }).toEqual({ how: "failed", hasRelay: false });
    }
    expect(tookMs).toBeLessThan(35_000);
    note("no relay between two symmetric ones: failed", tookMs, 20_000);
  });
});

describe("the test of a connection", () => {
  it("knows without a relay that others most likely find in", async () => {
    lab.setGateway("a", "cone");
    const given = { relays: serversOf("stun") };
    sides = await openTwoSides(site, {
      caller: { browser: homes.a, ...given },
      callee: { browser: homes.b, ...given },
    });
    const report = await sides.caller.evaluate(() => window.side.test());
    expect(report).toMatchObject({ nat: "unknown", outlook: "likely", relays: [] });
  });

  it.each<[Gateway, NatKind, Outlook]>([
    ["cone", "keeps-port", "direct"],
    ["symmetric", "changes-port", "relayed"],
    ["no-udp", "no-udp", "relayed"],
  ])("knows a gateway: %s", async (gateway, nat, outlook) => {
    lab.setGateway("a", gateway);
    const given = { relays: serversOf("relay") };
    sides = await openTwoSides(site, {
      caller: { browser: homes.a, ...given },
      callee: { browser: homes.b, ...given },
    });
    const report = await sides.caller.evaluate(() => window.side.test());
    expect(report).toMatchObject({ nat, outlook, relay: "asked" });
    const answers = report.relays.map(({ over, kind }) => [over, kind]);
    const overUdp = gateway === "no-udp" ? "silent" : "answers";
    expect(answers).toEqual([
      ["udp", overUdp],
      ["tcp", "answers"],
      ["tls", "answers"],
    ]);
  });
});

describe("a call that is on", () => {
  it("comes back when the link was cut for ten seconds", async () => {
    const scene = await call({ a: "cone", b: "cone" });
    await connected(scene, "direct");
    const { ana, ben, channel } = scene;
    lab.cutLink("a");
    channel.isDown = true;
    await Promise.all([delay(10_000), ...[ana, ben].map((page) => until(page, "reconnecting"))]);
    const before = await received(ben);
    lab.mendLink("a");
    channel.isDown = false;
    const mendedAt = Date.now();
    await untilFrames(ben, before.framesDecoded);
    note("link cut for 10 s: media after it is back", Date.now() - mendedAt, 2_300);
    await connected(scene, "direct");
  });

  it("comes back when the device gets another address, by a new offer", async () => {
    const scene = await call({ a: "cone", b: "cone", servers: "stun" });
    await connected(scene, "direct");
    const { ana, ben, channel } = scene;
    lab.changeAddress("a");
    const changedAt = Date.now();
    await Promise.all([ana, ben].map((page) => until(page, "reconnecting")));
    const before = await Promise.all([ana, ben].map(received));
    await Promise.all(
      [ana, ben].map((page, at) => untilFrames(page, before[at]?.framesDecoded ?? 0)),
    );
    note("another address, a new offer: media again", Date.now() - changedAt, 12_000);
    const { paths } = await connected(scene, "direct");
    expect(paths).toEqual([DIRECT, DIRECT]);
    expect(channel.sent.some(({ type }) => type === "restart")).toBe(true);
  });

  it("goes over to the relay when the device gets another address, says so, and is direct again", async () => {
    const scene = await call({ a: "cone", b: "cone" });
    await connected(scene, "direct");
    const { ana, ben, channel } = scene;
    lab.changeAddress("a");
    const changedAt = Date.now();
    await ana.evaluate(() => window.side.untilPath("relayed"));
    const before = await Promise.all([ana, ben].map(received));
    await Promise.all(
      [ana, ben].map((page, at) => untilFrames(page, before[at]?.framesDecoded ?? 0)),
    );
    note("another address, with a relay: media again", Date.now() - changedAt, 12_000);
    const { paths } = await connected(scene, "direct");
    expect(paths).toEqual([DIRECT, DIRECT]);
    expect(channel.sent.filter(({ type }) => type === "restart")).toHaveLength(2);
  });
});

function until(page: Page, kind: string): Promise<void> {
  return page.evaluate((wanted) => window.side.untilKind(wanted), kind);
}

async function untilFrames(page: Page, after: number): Promise<void> {
  await expect
    .poll(async () => (await received(page)).framesDecoded, {
      timeout: PATIENCE_MS,
      interval: 50,
    })
    .toBeGreaterThan(after);
}
