import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IdentityApi } from "../../xmtp/wire/gen/xmtp/identity_api_pb.ts";
import { MlsApi } from "../../xmtp/wire/gen/xmtp/mls_api_pb.ts";
import { FaultSyntaxError, parseFaults } from "./read-faults.ts";
import { RPC_GROUPS } from "./rpc-names.ts";

describe("faults as text", () => {
  it("are read in their compact form and as JSON alike", () => {
    const faults = [
      { kind: "latency", ms: 200, jitterMs: 50, rpc: ["writes", "GetInboxIds"] },
      { kind: "drop", cut: true, afterMessages: 3, header: "x-app-version:bob/1" },
      { kind: "clock", offsetMs: -60_000 },
      { kind: "error", code: "Internal", chance: 0.5, topic: "abcd", times: 2 },
    ];
    const compact = `latency ms=200 jitterMs=50 rpc=writes,GetInboxIds;
      drop cut afterMessages=3 header=x-app-version:bob/1 ; clock offsetMs=-60000;
      error code=Internal chance=0.5 topic=ABCD times=2;`;
    expect(parseFaults(compact)).toEqual(faults);
    expect(parseFaults(JSON.stringify(faults))).toEqual(faults);
    expect(parseFaults(JSON.stringify(faults[2]))).toEqual([faults[2]]);
    expect(parseFaults("  ")).toEqual([]);
  });

  it("name the part that they are for", () => {
    const compact = `error part=history status=507 path=/upload when=after; cut part=ipfs-gateway afterBytes=9;
      latency part=ipfs method=post ms=5; rate-limit part=chain requests=3 method=eth_call;
      storage-full part=network`;
    expect(parseFaults(compact)).toEqual([
      { kind: "error", part: "history", status: 507, path: "/upload", when: "after" },
      { kind: "cut", part: "ipfs-gateway", afterBytes: 9 },
      { kind: "latency", part: "ipfs", method: "POST", ms: 5 },
      { kind: "rate-limit", part: "chain", requests: 3, method: "eth_call" },
      { kind: "storage-full", part: "network" },
    ]);
  });

  it.each([
    ["rain", "There is no fault rain. The kinds are latency,"],
    ["constructor", "There is no fault constructor."],
    ["latency", "A fault latency needs ms."],
    ["latency ms=soon", "latency ms: a number is needed."],
    ["latency ms", "latency ms: a number is needed."],
    ["latency ms=-1", "latency ms: it is 0 at least."],
    ["error chance=2", "error chance: it is 1 at most."],
    ["error code=Teapot", "error code: a code is one of Canceled,"],
    ["error when=never", "error when: it is before or after."],
    ["error topic=xyz", "error topic: hex digits are needed."],
    [
      "error rpc=SendPost",
      "error rpc: name RPCs, or reads, writes, streams, all, and not SendPost.",
    ],
    ["error header=bob", "error header: write it as name:value."],
    ["reorder window=0", "reorder window: it is 1 at least."],
    ["reorder window=1.5", "reorder window: a whole number is needed."],
    ["drop afterMessages=0.5", "drop afterMessages: a whole number is needed."],
    ["error skip=0.5", "error skip: a whole number is needed."],
    ["error times=1.5", "error times: a whole number is needed."],
    ["duplicate copies=1.5", "duplicate copies: a whole number is needed."],
    ["rate-limit windowMs=0", "rate-limit windowMs: it is 1 at least."],
    ["latency ms=2147483648", "latency ms: it is 2147483647 at most."],
    ["latency ms=1 kind=cut", "A fault latency has no kind beside its name."],
    ["latency ms=1 ms=2", "latency ms: it is there twice."],
    ['{"kind":"latency","ms":[5]}', "latency ms: a number is needed."],
    ['{"kind":"latency","ms":false}', "latency ms: a number is needed."],
    ['{"kind":"error","code":["Internal"]}', "error code: a text is needed."],
    ['{"kind":"drop","cut":["true"]}', "drop cut: it is true or false."],
    ['{"kind":"error","rpc":{"toString":1}}', "error rpc: name RPCs, or reads,"],
    ['{"kind":"error","rpc":[]}', "error rpc: name RPCs, or reads,"],
    ['{"kind":{"toString":1}}', "There is no fault of that kind."],
    ["error rpc=constructor", "error rpc: name RPCs, or reads,"],
    ["cut part=moon", "part: it is one of network, history, ipfs, ipfs-gateway, chain."],
    ['{"kind":"cut","part":["chain"]}', "part: it is one of network,"],
    ["drop part=history", "There is no fault drop of history. Its kinds are latency, error, cut,"],
    ["storage-full part=chain", "There is no fault storage-full of chain. Its kinds are latency,"],
    ["storage-full part=ipfs-gateway", "There is no fault storage-full of ipfs-gateway."],
    ["rain part=ipfs", "There is no fault rain. The kinds are latency, error, cut, storage-full,"],
    ["error part=history code=Aborted", "A fault error of history has no code."],
    ["cut part=ipfs rpc=writes", "A fault cut of ipfs has no rpc."],
    ["rate-limit part=ipfs", "A fault rate-limit of ipfs needs requests."],
    ["rate-limit part=ipfs reads=1", "A fault rate-limit of ipfs has no reads."],
    ["error part=ipfs status=200", "error status: it is 400 at least."],
    ["error part=ipfs status=600", "error status: it is 599 at most."],
    ["cut part=ipfs path=api", "cut path: it begins with a slash."],
    ["cut part=chain method=a-b", "cut method: it is one word."],
    ["cut part=chain afterBytes=0", "cut afterBytes: it is 1 at least."],
    [
      "cut part=chain when=after afterBytes=1",
      "A fault cut of chain has either when or afterBytes.",
    ],
    ["error status=503", "A fault error has no status."],
    ["cut path=/upload", "A fault cut has no path."],
    ["error offsetMs=1", "A fault error has no offsetMs."],
    ["error toString=1", "A fault error has no toString."],
    ["[1]", "A fault has a kind, for example latency."],
    ["{", "The faults begin like JSON and are none."],
  ])("are refused with a sentence: %s", (text, sentence) => {
    expect(() => parseFaults(text)).toThrow(FaultSyntaxError);
    expect(() => parseFaults(text)).toThrow(sentence);
  });

  it("are read or refused, whatever is written", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          parseFaults(text);
        } catch (error) {
          expect(error).toBeInstanceOf(FaultSyntaxError);
        }
      }),
    );
  });

  it("know every RPC that is served", () => {
    const neverServed = new Set(["RevokeInstallation"]);
    const served = [...MlsApi.methods, ...IdentityApi.methods].map(({ name }) => name);
    const known = new Set(RPC_GROUPS.all);
    expect(new Set(served.filter((name) => !neverServed.has(name)))).toEqual(known);
    const streams = MlsApi.methods.filter(({ methodKind }) => methodKind !== "unary");
    expect(streams.map(({ name }) => name)).toEqual(RPC_GROUPS.streams);
  });
});
