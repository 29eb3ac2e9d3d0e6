import { expect, it } from "vitest";
import { RpcWatch } from "./watch-rpcs.ts";
import type { RpcCall, RpcLayer } from "./wire/rpc-layers.ts";

const call = { method: { name: "GetInboxIds" }, request: {}, header: () => undefined };

async function* two() {
  yield { id: 1 };
  yield { id: 2 };
}

it("a listener that throws changes nothing for the app, nor for the other listeners", async () => {
  const layers: RpcLayer[] = [];
  const failures: unknown[] = [];
  const phases: string[] = [];
  const watch = new RpcWatch(layers, (error) => failures.push(error));
  const wrong = new Error("wrong");
  watch.listen(() => {
    throw wrong;
  });
  watch.listen(({ phase }) => phases.push(phase));
  const [layer] = layers;
  const answer = await layer?.unary?.(call as unknown as RpcCall, async () => ({ answer: 1 }));
  expect(answer).toEqual({ answer: 1 });
  const streamed: object[] = [];
  for await (const message of layer?.stream?.(call as unknown as RpcCall, two) ?? []) {
    streamed.push(message);
  }
  expect(streamed).toEqual([{ id: 1 }, { id: 2 }]);
  expect(phases).toEqual(["began", "answered", "began", "ended"]);
  expect(failures).toEqual([wrong, wrong, wrong, wrong]);
});
