import { startMeasuredStack } from "../../local-stack/bench/start-stack.ts";
import { createHeadlessClient, seedWorld } from "../../local-stack/testing/index.ts";
import { scenario } from "../lib/measure.ts";

const WORLD = { conversations: 20, messages: 10_000, groups: 4, seed: 42 };
const FLOOR_MESSAGES = 500;

/** Messages a second that a client encrypts and publishes as it does by itself, in one thread. */
async function plainly(url: string): Promise<number> {
  const [one, other] = [await createHeadlessClient({ url }), await createHeadlessClient({ url })];
  const conversation = await one.client.conversations().createDmByInboxId(other.inboxId);
  const startedAt = performance.now();
  for (let i = 0; i < FLOOR_MESSAGES; i++) {
    await conversation.sendText(`The message of number ${i}`, { optimistic: true });
  }
  await conversation.publishMessages();
  const seconds = (performance.now() - startedAt) / 1000;
  one.close();
  other.close();
  return FLOOR_MESSAGES / seconds;
}

/** A seeded world of real encrypted conversations; the floor is libxmtp that publishes for itself. */
export const nodeSeed = scenario({
  rows: [
    { name: "node.seed", unit: "messages/s", goal: 1000, better: "more" },
    { name: "node.seed whole", unit: "messages/s", better: "more" },
  ],
  async run(log) {
    log(
      `seeding ${WORLD.messages} messages in ${WORLD.conversations + WORLD.groups} conversations`,
    );
    const { urls, stop } = await startMeasuredStack("--only", "xmtp");
    const { messages, seconds } = await seedWorld(urls.grpcWeb, WORLD);
    const floor = await plainly(urls.grpcWeb);
    await stop();
    return {
      "node.seed": { value: messages / seconds.messages, floor },
      "node.seed whole": { value: messages / seconds.all, floor },
    };
  },
});
