import { beforeEach, describe, expect, it, vi } from "vitest";
import { ALIX, BO } from "../../tests/fakes/people.ts";
import { type DraftKey, eraseDrafts, loadDraft, saveDraft } from "./draft.ts";

const PEER = "c".repeat(64);
const ALIX_TO_PEER: DraftKey = `${ALIX} dm:${PEER}`;
const BO_TO_PEER: DraftKey = `${BO} dm:${PEER}`;

/** As in browsers, the entries are the object's own properties. */
const METHODS = {
  getItem(this: Record<string, string>, name: string) {
    return this[name] ?? null;
  },
  setItem(this: Record<string, string>, name: string, text: string) {
    this[name] = text;
  },
  removeItem(this: Record<string, string>, name: string) {
    delete this[name];
  },
};

describe("drafts", () => {
  let storage: Record<string, string>;
  beforeEach(() => {
    storage = Object.create(METHODS);
    vi.stubGlobal("sessionStorage", storage);
    return () => vi.unstubAllGlobals();
  });

  it("wait in their thread, until they are empty", () => {
    saveDraft(ALIX_TO_PEER, "half a thought");
    expect(loadDraft(ALIX_TO_PEER)).toBe("half a thought");
    saveDraft(ALIX_TO_PEER, "");
    expect(Object.keys(storage)).toEqual([]);
  });

  it("are each account's own", () => {
    saveDraft(ALIX_TO_PEER, "half a thought");
    expect(loadDraft(BO_TO_PEER)).toBe("");
  });

  it("go when they are erased, and nothing else with them", () => {
    storage.other = "stays";
    saveDraft(ALIX_TO_PEER, "one");
    saveDraft(BO_TO_PEER, "two");
    eraseDrafts();
    expect({ ...storage }).toEqual({ other: "stays" });
  });

  it("are no trouble where nothing may be stored", () => {
    vi.stubGlobal("sessionStorage", undefined);
    saveDraft(ALIX_TO_PEER, "half a thought");
    eraseDrafts();
    expect(loadDraft(ALIX_TO_PEER)).toBe("");
  });
});
