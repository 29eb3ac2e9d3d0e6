import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { relayAccess } from "@/lib/calls/server/relay-access.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { freePorts } from "@/scripts/launch/ports.ts";
import { type RealRelay, startRealRelay, whereTurnserverIs } from "../fakes/real-relay.ts";
import { makeRelayCertificate } from "../fakes/relay-certificate.ts";
import { type Over, type TurnClient, turnClient } from "../relay/turn-client.ts";

const HOST = "127.0.0.1";
const SECRET = "only the relay and the server know this";
const ANA = "a1".repeat(32) as InboxId;
const PRIVATE = [
  "10.0.0.7",
  "100.64.0.7",
  "127.0.0.1",
  "169.254.169.254",
  "172.16.0.7",
  "192.168.0.7",
  "198.18.0.7",
  "224.0.0.251",
  "240.0.0.7",
];

const program = whereTurnserverIs();
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
const reason = program ? "" : ", skipped: there is no turnserver here (Debian: coturn)";

describe.skipIf(!program)(`coturn as deploy/coturn sets it up${reason}`, () => {
  let folder: string;
  let relay: RealRelay;
  let port = 0;
  let tlsPort = 0;
  const clients: TurnClient[] = [];

  beforeAll(async () => {
    if (!program) return;
    folder = await mkdtemp(path.join(tmpdir(), "parley-relay-test-"));
    [port = 0, tlsPort = 0] = await freePorts(2);
    const certificate = hasOpenssl ? makeRelayCertificate(folder, HOST) : undefined;
    const place = { program, address: HOST, port, tlsPort, secret: SECRET };
    relay = await startRealRelay({ ...place, ...(certificate && { certificate }) });
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });
  afterAll(async () => {
    await relay?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const accessAt = (nowMs: number, secret = SECRET) =>
    relayAccess({ urls: [], secret }, ANA, nowMs);

  async function come(access = accessAt(Date.now()), over: Over = "udp"): Promise<TurnClient> {
    const where = { host: HOST, port: over === "tls" ? tlsPort : port, over };
    const client = await turnClient(where, access);
    clients.push(client);
    return client;
  }

  it.each<Over>(["udp", "tcp"])("lets in by %s whom the server gave credentials", async (over) => {
    expect(await (await come(undefined, over)).allocate()).toMatchObject({ isSuccess: true });
  });

  it.skipIf(!hasOpenssl)("lets them in by TLS", async () => {
    expect(await (await come(undefined, "tls")).allocate()).toMatchObject({ isSuccess: true });
  });

  it("refuses credentials that have ended", async () => {
    const elevenMinutesMs = 11 * 60_000;
    const client = await come(accessAt(Date.now() - elevenMinutesMs));
    expect(await client.allocate()).toMatchObject({ isSuccess: false, errorCode: 401 });
  });

  it("refuses credentials that the server did not make, and longer ones made of its own", async () => {
    const forged = await come(accessAt(Date.now(), "somebody else's secret"));
    expect(await forged.allocate()).toMatchObject({ isSuccess: false, errorCode: 401 });
    const given = accessAt(Date.now());
    const [expiry, who] = given.username.split(":");
    const stretched = await come({ ...given, username: `${Number(expiry) + 86_400}:${who}` });
    expect(await stretched.allocate()).toMatchObject({ isSuccess: false, errorCode: 401 });
  });

  it("is no way into private networks, and one to everybody else", async () => {
    const client = await come();
    await client.allocate();
    for (const peer of PRIVATE) {
      expect([peer, (await client.permit(peer)).errorCode]).toEqual([peer, 403]);
    }
    expect(await client.permit("203.0.113.7")).toMatchObject({ isSuccess: true });
  });

  it("gives one inbox 24 addresses, under whatever name, and the next inbox its own", async () => {
    const codes: (number | undefined)[] = [];
    for (let count = 0; count < 26; count += 1) {
      const client = await come(accessAt(Date.now() + count * 1_000));
      codes.push((await client.allocate()).errorCode);
    }
    expect(codes.at(0)).toBeUndefined();
    expect(codes.at(-1)).toBe(486);
    const ben = relayAccess({ urls: [], secret: SECRET }, "b2".repeat(32) as InboxId, Date.now());
    expect(await (await come(ben)).allocate()).toMatchObject({ isSuccess: true });
  });
});
