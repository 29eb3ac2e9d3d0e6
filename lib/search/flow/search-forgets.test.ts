import { beforeEach, describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import { Person } from "@/tests/fakes/people.ts";
import {
  alix,
  beginStory,
  bo,
  found,
  host,
  idOf,
  indexes,
  network,
  SAVED_MS,
  say,
  search,
  withAlix,
  withBo,
  wordsKept,
} from "@/tests/fakes/search-story.ts";

const CY = parseAddress("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");

beforeEach(beginStory);

describe("what is not to be found", () => {
  beforeEach(async () => {
    await say(alix, withBo, "keep this secret", "a secret too");
    await say(bo, withAlix, "whose secret?");
    search.prepare();
    await host.pass(1_000);
    expect(await found("secret")).toHaveLength(3);
  });

  it("is what was deleted here, at once", async () => {
    const { revision } = search.store.getState();
    await alix.messaging.deleteHere(await idOf("keep this secret"));
    expect(await found("secret")).toEqual(["whose secret?", "a secret too"]);
    expect(search.store.getState().revision).toBeGreaterThan(revision);
    await host.pass(SAVED_MS);
    expect(wordsKept()).not.toContain("keep this secret");
  });

  it("is what its writer took back", async () => {
    bo.messaging.write(withAlix, { type: "deletion", of: await idOf("whose secret?") });
    await host.pass(1_000);
    expect(await found("secret")).toEqual(["a secret too", "keep this secret"]);
    await host.pass(SAVED_MS);
    expect(wordsKept()).not.toContain("whose secret?");
  });

  it("is what the store forgot by itself, though nobody was told", async () => {
    alix.store.messages.delete(await idOf("keep this secret"));
    expect(await found("keep")).toEqual([]);
    await host.pass(SAVED_MS);
    expect(wordsKept()).toEqual(["a secret too", "whose secret?"]);
  });

  it("is what is over by its time, though the store has it still", async () => {
    const id = await idOf("keep this secret");
    const message = alix.store.messages.get(id);
    if (!message) throw new Error("The store has it");
    const expiresAtNs = BigInt(host.nowMs()) * 1_000_000n;
    alix.store.messages.set(id, { ...message, expiresAtNs });
    expect(await found("secret")).toEqual(["whose secret?", "a secret too"]);
  });

  it("is what disappears while one looks on, and leaves the disk then", async () => {
    const id = await idOf("a secret too");
    const message = alix.store.messages.get(id);
    if (!message) throw new Error("The store has it");
    const expiresAtNs = BigInt(host.nowMs() + 60_000) * 1_000_000n;
    alix.store.messages.set(id, { ...message, expiresAtNs });
    await say(bo, withAlix, "something new");
    await host.pass(SAVED_MS);
    expect(wordsKept()).toContain("a secret too");
    const { revision } = search.store.getState();
    await host.pass(60_000);
    expect(search.store.getState().revision).toBeGreaterThan(revision);
    expect(await found("secret")).toEqual(["whose secret?", "keep this secret"]);
    expect(wordsKept()).not.toContain("a secret too");
  });

  it("is what somebody said of whom one wants to hear nothing, until one does again", async () => {
    await alix.messaging.setConsent(withBo, "denied");
    expect(await found("secret")).toEqual([]);
    expect(await found("secret", withBo)).toEqual([]);
    await alix.messaging.setConsent(withBo, "allowed");
    expect(await found("secret")).toHaveLength(3);
  });

  it("is another account's", async () => {
    const cy = new Person(network, CY, host);
    await cy.open();
    await say(alix, await alix.messaging.openDm(CY), "a secret for Cy");
    expect(await found("secret")).toHaveLength(4);
    const boClient = bo.client();
    alix.messaging.attach(boClient, { leads: true });
    search.attach(boClient, { leads: true });
    search.prepare();
    await host.pass(1_000);
    expect(await found("Cy")).toEqual([]);
    expect(await found("secret")).toHaveLength(3);
    search.detach();
    await host.settle();
    expect(indexes.openCount).toBe(0);
  });
});
