import { FakeNames } from "@/tests/fakes/fake-names.ts";
import { describeNames } from "./names-contract.ts";

describeNames("in memory", async () => {
  const chain = new FakeNames();
  return {
    names: chain,
    point: async (name, address) => (address ? chain.point(name, address) : chain.expire(name)),
    claim: async (address, name) => chain.claim(address, name),
    drawAvatar: async (name, text) => chain.drawAvatar(name, text),
    goDown: async () => chain.goDown(),
    goUp: async () => chain.goUp(),
    end: async () => undefined,
  };
});
