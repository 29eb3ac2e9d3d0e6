import { describe, expect, it } from "vitest";
import { ParleyError, toParleyError } from "./base.ts";

describe("toParleyError", () => {
  it("gives a ParleyError back untouched", () => {
    const error = new ParleyError("wallet.rejected", "4001");
    expect(toParleyError(error, "xmtp.unreachable")).toBe(error);
  });

  it("keeps the original as the cause", () => {
    const cause = new TypeError("fetch failed");
    const error = toParleyError(cause, "xmtp.unreachable");
    expect(error).toMatchObject({ code: "xmtp.unreachable", message: "fetch failed", cause });
  });

  it("takes what is not an error for what it says", () => {
    expect(toParleyError("no")).toMatchObject({ code: "unexpected", message: "no", cause: "no" });
  });
});

describe("ParleyError", () => {
  it("has no facts and no cause unless given", () => {
    const error = new ParleyError("storage.full", "quota");
    expect(error.facts).toEqual({});
    expect("cause" in error).toBe(false);
  });

  it("carries facts for the wording", () => {
    const error = new ParleyError("message.too-large", "26 MiB", { facts: { sizeBytes: 27 } });
    expect(error.facts).toEqual({ sizeBytes: 27 });
  });
});
