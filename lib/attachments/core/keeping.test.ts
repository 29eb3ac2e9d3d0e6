import { describe, expect, it } from "vitest";
import type { FileCopy } from "./attachment.ts";
import { keepingOf } from "./keeping.ts";

const node: FileCopy = { kind: "node" };
const at = (name: string, status: "queued" | "pinning" | "pinned" | "failed"): FileCopy => ({
  kind: "service",
  name,
  status,
});

const HERE = {
  link: "https://archive.example/ipfs/bafkreia",
  archiveHost: "archive.example",
};

describe("keepingOf", () => {
  it("counts what is on the node alone, and names who has pinned it", () => {
    expect(keepingOf({ copies: [node, at("Pinner", "pinned")] }, HERE)).toEqual({
      kind: "onNodeAndPinned",
      copies: 1,
      services: ["Pinner"],
    });
  });

  it.each(["queued", "pinning", "failed"] as const)(
    "takes a copy that is %s for none",
    (status) => {
      expect(keepingOf({ copies: [node, at("Pinner", status)] }, HERE)).toEqual({
        kind: "onNode",
        copies: 1,
      });
    },
  );

  it("says that the node lost it, and who has it still", () => {
    expect(keepingOf({ copies: [at("Pinner", "pinned"), at("Other", "queued")] }, HERE)).toEqual({
      kind: "onlyPinned",
      services: ["Pinner"],
    });
  });

  it("says that nobody keeps it any more", () => {
    expect(keepingOf({ copies: [] }, HERE)).toEqual({ kind: "lost" });
    expect(keepingOf({ copies: [at("Pinner", "failed")] }, HERE)).toEqual({ kind: "lost" });
  });

  it("says of what the archive does not know that it is not in it", () => {
    expect(keepingOf(undefined, HERE)).toEqual({ kind: "notArchived" });
  });

  it.each(["https://files.example/a", "https://their.example/ipfs/bafkreia"])(
    "does not miss what another app put elsewhere: %s",
    (link) => {
      const { host } = new URL(link);
      expect(keepingOf(undefined, { ...HERE, link })).toEqual({ kind: "elsewhere", host });
      // The archive may have moved, or have it as well.
      expect(keepingOf({ copies: [node] }, { ...HERE, link })).toMatchObject({ kind: "onNode" });
    },
  );

  it("says it where there is no archive at all", () => {
    expect(keepingOf(undefined, { ...HERE, archiveHost: undefined })).toEqual({
      kind: "noArchive",
    });
  });
});
