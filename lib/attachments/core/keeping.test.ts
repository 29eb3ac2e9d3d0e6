import { describe, expect, it } from "vitest";
import type { FileCopy } from "./attachment.ts";
import { keepingOf } from "./keeping.ts";

const node: FileCopy = { kind: "node" };
const at = (name: string, status: "queued" | "pinning" | "pinned" | "failed"): FileCopy => ({
  kind: "service",
  name,
  status,
});

describe("keepingOf", () => {
  it("counts what is on the node alone, and names who has pinned it", () => {
    expect(keepingOf({ copies: [node, at("Pinner", "pinned")] })).toEqual({
      kind: "onNodeAndPinned",
      copies: 1,
      services: ["Pinner"],
    });
  });

  it.each(["queued", "pinning", "failed"] as const)(
    "takes a copy that is %s for none",
    (status) => {
      expect(keepingOf({ copies: [node, at("Pinner", status)] })).toEqual({
        kind: "onNode",
        copies: 1,
      });
    },
  );

  it("says that the node lost it, and who has it still", () => {
    expect(keepingOf({ copies: [at("Pinner", "pinned"), at("Other", "queued")] })).toEqual({
      kind: "onlyPinned",
      services: ["Pinner"],
    });
  });

  it("says that nobody keeps it any more", () => {
    expect(keepingOf({ copies: [] })).toEqual({ kind: "lost" });
    expect(keepingOf({ copies: [at("Pinner", "failed")] })).toEqual({ kind: "lost" });
  });

  it("says of what the archive does not know that it is not in it", () => {
    expect(keepingOf(undefined)).toEqual({ kind: "notArchived" });
  });

  it("says it where there is no archive at all", () => {
    expect(keepingOf(undefined, false)).toEqual({ kind: "noArchive" });
  });
});
