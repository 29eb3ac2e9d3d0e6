import { expect, it } from "vitest";
import { type ErrorSight, NO_ERRORS, stepHostErrors } from "./host-errors.ts";

/** The codes that are told of several sights, one after the other. */
function told(...sights: Partial<ErrorSight>[]): string[] {
  let errors = NO_ERRORS;
  return sights.flatMap((sight) => {
    const [next, events] = stepHostErrors(errors, { connection: "connecting", ...sight });
    errors = next;
    return events.map((event) => (event.name === "error" ? event.code : event.name));
  });
}

const ended = (how: string) => ({ kind: "ended", callId: "c", how }) as never;

it("a network that does not answer is told once, however often it is tried, and again after it was there", () => {
  const [out, trying, live] = [
    { connection: "unreachable" },
    { connection: "connecting" },
    { connection: "live" },
  ] as const;
  expect(told(trying, out, trying, out, trying, out)).toEqual(["network"]);
  expect(told(out, live, out)).toEqual(["network", "network"]);
  expect(told(trying, live, trying)).toEqual([]);
});

it("so is one that does not answer who signs in, and no other reason", () => {
  expect(told({ signIn: "xmtp.unreachable" }, {}, { connection: "unreachable" })).toEqual([
    "network",
  ]);
  expect(told({ signIn: "wallet.rejected" }, { signIn: "xmtp.installation-limit" })).toEqual([]);
});

it("a call that broke, or could not begin, is told once", () => {
  expect(told({ problem: "call.not-allowed" }, { problem: "call.not-allowed" })).toEqual([
    "call-failed",
  ]);
  expect(
    told({ call: ended("lost") }, { call: { kind: "idle" } }, { call: ended("failed") }),
  ).toEqual(["call-failed", "call-failed"]);
});

it.each(["declined", "busy", "no-answer", "hung-up", "cancelled", "gone"])(
  "what people did (%s) is nothing that went wrong",
  (how) => {
    expect(told({ call: ended(how) })).toEqual([]);
  },
);
