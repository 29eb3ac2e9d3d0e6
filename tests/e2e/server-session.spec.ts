import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { Locator, Page } from "@playwright/test";
import { privateKeyToAccount } from "viem/accounts";
import { createSiweMessage } from "viem/siwe";
import {
  createHeadlessClient,
  createSafe,
  type HeadlessClient,
} from "../../local-stack/testing/index.ts";
import { signOut } from "./harness/accounts.ts";
import { signIn } from "./harness/at-parley.ts";
import { cookieIn, hexOf, outcomeOf, SessionClient } from "./harness/session-client.ts";
import { test as base, expect } from "./harness/test.ts";
import { settings, wallet } from "./harness/words.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const MINUTE_MS = 60_000;

let tests = 0;
const test = base.extend<{ server: SessionClient }>({
  server: async ({ world }, use) => use(new SessionClient(world.appUrl, `192.0.2.${++tests}`)),
});

/** The same person's next device. */
async function nextDevice({ privateKey }: HeadlessClient, port: number): Promise<HeadlessClient> {
  return createHeadlessClient({ url: `http://localhost:${port}`, privateKey });
}

/** Takes a device out of its inbox, on the network, by the signature of the wallet. */
async function revoke(by: HeadlessClient, revoked: HeadlessClient): Promise<void> {
  const request = await by.client.revokeInstallationsSignatureRequest([
    Buffer.from(revoked.installationId, "hex"),
  ]);
  const account = privateKeyToAccount(by.privateKey);
  const signature = await account.signMessage({ message: await request.signatureText() });
  await request.addEcdsaSignature(Buffer.from(signature.slice(2), "hex"));
  await by.client.applySignatureRequest(request);
}

test("an installation opens a session without a wallet, and the server says whose it is", async ({
  server,
  peer,
}) => {
  const ana = await peer();
  const answer = await server.prove(ana);
  expect(answer.status).toBe(201);
  expect(answer.headers.get("set-cookie")).toMatch(
    /^parley-session=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=900$/,
  );
  const { session } = await (
    await server.ask("", { method: "GET", cookie: cookieIn(answer) })
  ).json();
  expect(session).toMatchObject({
    inboxId: ana.inboxId,
    method: "installation",
    installationId: ana.installationId,
  });
  expect(await (await server.ask("", { method: "GET" })).json()).toEqual({ session: null });
});

test("a proof is good once, here, now, and for who signed it", async ({ server, peer }) => {
  const [ana, ben] = [await peer(), await peer()];
  const body = await server.proofOf(ana);
  const both = await Promise.all([server.ask("", { body }), server.ask("", { body })]);
  expect((await Promise.all(both.map(outcomeOf))).sort()).toEqual(["201", "401 session.nonce"]);
  expect(await outcomeOf(await server.ask("", { body }))).toBe("401 session.nonce");

  const elsewhere = { domain: "evil.example", origin: "https://evil.example" };
  const past = { issuedAtMs: Date.now() - 10 * MINUTE_MS, expiresAtMs: Date.now() - MINUTE_MS };
  const own = { nonce: "0".repeat(76) };
  const bens = { inboxId: ben.inboxId };
  const bensDevice = { ...bens, installationId: ben.installationId };
  for (const [change, outcome] of [
    [elsewhere, "401 session.wrong-domain"],
    [past, "401 session.expired"],
    [own, "401 session.nonce"],
    [bens, "401 session.not-a-member"],
    [bensDevice, "401 session.signature"],
  ] as const) {
    expect(await outcomeOf(await server.prove(ana, change as never))).toBe(outcome);
  }

  const { proof } = await server.proofOf(ana);
  const signature = ana.client.signWithInstallationKey(proof);
  signature[10] = (signature[10] ?? 0) ^ 1;
  const tampered = { proof, signature: hexOf(signature) };
  expect(await outcomeOf(await server.ask("", { body: tampered }))).toBe("401 session.signature");
});

test("a device that was revoked on the network gets no session, and its session ends", async ({
  server,
  peer,
  network,
}) => {
  const ana = await peer();
  const lost = await nextDevice(ana, network.ports.grpcWeb);
  let cookie = await server.open(lost);
  expect(await server.whoIs(cookie)).toBe(ana.inboxId);
  await revoke(ana, lost);
  // What the network said before counts for five seconds more.
  const refreshed = async () => {
    const answer = await server.ask("/refresh", { cookie });
    if (answer.ok) cookie = cookieIn(answer);
    return outcomeOf(answer);
  };
  await expect.poll(refreshed, { timeout: 20_000 }).toBe("401 session.not-a-member");
  expect(await server.whoIs(cookie)).toBeUndefined();
  expect(await outcomeOf(await server.prove(lost))).toBe("401 session.not-a-member");
  expect(await outcomeOf(await server.prove(ana))).toBe("201");
  lost.close();
});

test("a stolen cookie is worth nothing after the next one, and gives the theft away", async ({
  server,
  peer,
}) => {
  const ana = await peer();
  const stolen = await server.open(ana);
  const own = cookieIn(await server.ask("/refresh", { cookie: stolen }));
  expect(own).not.toBe(stolen);
  const early = await server.ask("/refresh", { cookie: stolen });
  expect(await outcomeOf(early)).toBe("409 session.superseded");
  expect(await server.whoIs(own)).toBe(ana.inboxId);
  await expect.poll(() => server.whoIs(stolen), { timeout: 20_000 }).toBeUndefined();
  expect(await server.whoIs(own)).toBeUndefined();
  expect(await outcomeOf(await server.prove(ana))).toBe("201");
});

test("a sign-out ends the session for whoever kept its cookie", async ({ server, peer }) => {
  const cookie = await server.open(await peer());
  expect((await server.ask("", { method: "DELETE", cookie })).status).toBe(204);
  expect(await server.whoIs(cookie)).toBeUndefined();
  expect(await outcomeOf(await server.ask("/refresh", { cookie }))).toBe("401 session.none");
});

test("another site's page neither asks nor ends anything", async ({
  server,
  peer,
  page,
  context,
  complaints,
}) => {
  complaints.allow(/evil\.example|Form submission failed|403 \(Forbidden\)/);
  const ana = await peer();
  const cookie = await server.open(ana);
  const [name = "", value = ""] = cookie.split(/=(.*)/);
  await context.addCookies([{ name, value, url: server.origin, sameSite: "Strict" }]);
  await page.route("http://evil.example/**", (route) =>
    route.fulfill({ contentType: "text/html", body: "<form method=post></form>" }),
  );
  for (const path of ["", "/refresh", "/nonce", "/siwe"]) {
    await page.goto("http://evil.example/");
    const url = `${server.origin}/api/session${path}`;
    const answered = page.waitForResponse(url);
    await page.evaluate((action) => {
      const form = document.forms[0];
      if (!form) return;
      form.action = action;
      form.submit();
    }, url);
    await page.waitForURL(url);
    const answer = await answered;
    expect(answer.status()).toBe(403);
    expect((await answer.request().allHeaders()).cookie ?? "").not.toContain(value);
  }
  expect(await server.whoIs(cookie)).toBe(ana.inboxId);
  for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }]) {
    const answer = await server.ask("/refresh", { cookie, headers });
    expect(await outcomeOf(answer)).toBe("403 server.wrong-origin");
  }
});

test("while the network is away nobody is let in, and who is in stays", async ({
  server,
  peer,
  network,
}) => {
  const [ana, ben] = [await peer(), await peer()];
  const [cookie, body] = [await server.open(ana), await server.proofOf(ben)];
  await network.stop();
  const answer = await server.ask("", { body });
  expect(answer.headers.get("retry-after")).toBe("5");
  expect(await outcomeOf(answer)).toBe("503 xmtp.unreachable");
  expect(await server.whoIs(cookie)).toBe(ana.inboxId);
  await network.start();
  expect(await outcomeOf(await server.prove(ben))).toBe("201");
});

test("a wallet opens a session by EIP-4361: a key, a Safe, and a Safe that is not deployed", async ({
  server,
  peer,
  network,
}) => {
  const chainId = 31_337;
  const signedBy = async (
    address: `0x${string}`,
    sign: (message: string) => Promise<string>,
    change: object = {},
  ) => {
    const { nonce } = await server.nonce();
    const message = createSiweMessage({
      domain: new URL(server.origin).host,
      uri: server.origin,
      version: "1",
      issuedAt: new Date(),
      address,
      chainId,
      nonce,
      ...change,
    });
    return { message, signature: await sign(message) };
  };
  const siwe = async (body: object) => outcomeOf(await server.ask("/siwe", { body }));

  const [ana, ben] = [await peer(), await peer()];
  const key = privateKeyToAccount(ana.privateKey);
  const sign = (message: string) => key.signMessage({ message });
  const good = await signedBy(key.address, sign);
  const answer = await server.ask("/siwe", { body: good });
  expect(await server.whoIs(cookieIn(answer))).toBe(ana.inboxId);
  expect(await siwe(good)).toBe("401 session.nonce");
  expect(await siwe(await signedBy(key.address, sign, { domain: "evil.example" }))).toBe(
    "401 session.wrong-domain",
  );
  expect(await siwe(await signedBy(ben.address, sign))).toBe("401 session.signature");

  const chainUrl = `http://localhost:${network.ports.chain}`;
  for (const options of [{ owners: 2 }, { isDeployed: false }]) {
    const safe = await createSafe(chainUrl, options);
    const { inboxId } = await addWallet(ana, safe, chainId);
    const bySafe = (message: string) => safe.signMessage({ message, chainId });
    const opened = await server.ask("/siwe", { body: await signedBy(safe.address, bySafe) });
    expect(await server.whoIs(cookieIn(opened))).toBe(inboxId);
    const byThief = (message: string) => safe.stolen.signMessage({ message, chainId });
    expect(await siwe(await signedBy(safe.address, byThief))).toBe("401 session.signature");
  }
});

/** Adds a contract's account to somebody's inbox, on the network. */
async function addWallet(
  { client, libxmtp, inboxId }: HeadlessClient,
  account: { address: string; signMessage(asked: object): Promise<string> },
  chainId: number,
): Promise<{ inboxId: string }> {
  const identifier = {
    identifier: account.address.toLowerCase(),
    identifierKind: libxmtp.IdentifierKind.Ethereum,
  };
  const request = await client.addWalletSignatureRequest(identifier);
  const message = await request.signatureText();
  const theirs = await account.signMessage({ message, chainId });
  await request.addScwSignature(identifier, Buffer.from(theirs.slice(2), "hex"), BigInt(chainId));
  await client.applySignatureRequest(request);
  return { inboxId };
}

test("a thousand bodies of garbage are refused, one client is stopped, and the server goes on", async ({
  server,
  peer,
  world,
}) => {
  const ana = await peer();
  const honest = new SessionClient(server.origin, "192.0.2.250");
  await honest.open(ana);
  const filesBefore = filesIn(world.dataDir);
  const garbage = (i: number) =>
    [
      "{",
      "null",
      `{"proof":"${"x".repeat(i * 10)}","signature":"0x"}`,
      "[".repeat(i + 1),
      `{"__proto__":{"a":${i}}}`,
      "\u0000\uffff".repeat(i),
      "x".repeat(40_000),
      JSON.stringify({ proof: `${"a".repeat(i)}\n`, signature: `0x${"00".repeat(64)}` }),
    ][i % 8] ?? "";
  const outcomes = new Set<string>();
  for (let i = 0; i < 1_000; i += 20) {
    const asked = Array.from({ length: 20 }, (_, j) =>
      server.ask(j % 2 ? "" : "/siwe", {
        body: garbage(i + j),
        headers: { "x-forwarded-for": `6.6.6.6, 198.51.100.${(i + j) % 250}` },
      }),
    );
    for (const answer of await Promise.all(asked)) outcomes.add(await outcomeOf(answer));
  }
  expect([...outcomes].sort()).toEqual(["400 server.malformed", "413 server.too-large"]);

  const flood = await Promise.all(Array.from({ length: 200 }, () => server.ask("/nonce")));
  expect(new Set(flood.map(({ status }) => status))).toEqual(new Set([201, 429]));
  expect(flood.find(({ status }) => status === 429)?.headers.get("retry-after")).toBe("1");

  expect(filesIn(world.dataDir)).toEqual(filesBefore);
  expect(await honest.whoIs(await honest.open(ana))).toBe(ana.inboxId);
});

/** What the app and the network keep, without the network's own bookkeeping. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => !file.startsWith("network") && !file.startsWith("profiles"))
    .sort();
}

test("is reached by the methods that it has, and no others", async ({ server }) => {
  for (const [route, method] of [
    ["", "PUT"],
    ["/nonce", "GET"],
    ["/siwe", "DELETE"],
    ["/refresh", "GET"],
  ] as const) {
    expect((await server.ask(route, { method })).status).toBe(405);
  }
});

test("secrets stay on the server: nothing of them in what browsers load, or in the log", async ({
  server,
  peer,
  world,
}) => {
  const ana = await peer();
  const cookie = await server.open(ana);
  await server.prove(ana, { domain: "evil.example" });
  const file = path.join(world.dataDir, "session-secret");
  expect(statSync(file).mode & 0o077).toBe(0);
  const secret = readFileSync(file, "utf8");
  expect(secret).toMatch(/^[0-9a-f]{64}$/);

  const bundle = path.join(ROOT, ".next/static");
  const forBrowsers = readdirSync(bundle, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(js|map|json|html)$/.test(name))
    .map((name) => ({ name, text: readFileSync(path.join(bundle, name), "utf8") }));
  const filesWith = (word: string) =>
    forBrowsers.filter(({ text }) => text.includes(word)).map(({ name }) => name);
  expect(filesWith("parley-tabs")).not.toEqual([]);
  for (const word of [secret, "PARLEY_SESSION_SECRET", "parley session cookie", "parley nonce"]) {
    expect(filesWith(word), word).toEqual([]);
  }
  const page = await (await fetch(server.origin)).text();
  expect(page).not.toContain(secret);

  const log = path.join(world.dataDir, "logs/app.log");
  expect(existsSync(log)).toBe(true);
  const { nonce } = await server.nonce();
  for (const word of [secret, cookie.slice(20), ana.inboxId, ana.installationId, nonce]) {
    expect(readFileSync(log, "utf8")).not.toContain(word);
  }
});

test("the example for integrators works as it is written", async ({ server, peer }) => {
  const text = readFileSync(path.join(ROOT, "docs/server-session.md"), "utf8");
  const [, example = ""] = /```js\n(.*?)```/s.exec(text) ?? [];
  const ana = await peer();
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "--eval", example],
    {
      cwd: ROOT,
      env: { ...process.env, PARLEY_ORIGIN: server.origin, PRIVATE_KEY: ana.privateKey },
    },
  );
  expect(stdout.trim()).toBe(ana.inboxId);
});

/** The card that says what the app's own server knows. */
function serverCard(page: Page): Locator {
  return page.getByRole("region", { name: settings.privacy.server.title });
}

test("a browser signs in to the server by itself, from any tab, and its wallet is not asked", async ({
  person,
  server,
}) => {
  const words = settings.privacy.server;
  const ana = await person("Ana");
  await ana.open("/");
  await signIn(ana);
  await ana.open("/settings/privacy");
  const card = serverCard(ana.page);
  await expect(card.getByText(words.none)).toBeVisible();
  const signatures = ana.wallet.signatureRequests.length;
  await card.getByRole("button", { name: words.signIn }).click();
  await expect(card.getByText("This browser is signed in there")).toBeVisible();
  expect(ana.wallet.signatureRequests).toHaveLength(signatures);

  const [cookie] = (await ana.context.cookies()).filter(({ name }) => name === "parley-session");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/" });
  expect(await ana.page.evaluate(() => document.cookie)).not.toContain("parley-session");

  // A second tab works through the first one's client, and shares its session.
  const second = await ana.context.newPage();
  await second.goto("/settings/privacy");
  const secondCard = serverCard(second);
  await expect(secondCard.getByText("This browser is signed in there")).toBeVisible();
  await secondCard.getByRole("button", { name: words.signOut }).click();
  await expect(secondCard.getByText(words.none)).toBeVisible();
  expect(await server.whoIs(`parley-session=${cookie?.value}`)).toBeUndefined();
  await secondCard.getByRole("button", { name: words.signIn }).click();
  await expect(secondCard.getByText("This browser is signed in there")).toBeVisible();
  expect(ana.wallet.signatureRequests).toHaveLength(signatures);
});

test("who signs out of Parley is signed out of its server", async ({ person, server }) => {
  const words = settings.privacy.server;
  const ana = await person("Ana");
  await ana.open("/");
  await signIn(ana);
  await ana.open("/settings/privacy");
  await serverCard(ana.page).getByRole("button", { name: words.signIn }).click();
  await expect(serverCard(ana.page).getByText("This browser is signed in there")).toBeVisible();
  const sessionCookie = async () =>
    (await ana.context.cookies()).find(({ name }) => name === "parley-session")?.value;
  const kept = `parley-session=${await sessionCookie()}`;
  expect(await server.whoIs(kept)).toBeDefined();
  await signOut(ana.page, wallet.signOut.keep);
  await expect.poll(sessionCookie).toBeUndefined();
  expect(await server.whoIs(kept)).toBeUndefined();
});
