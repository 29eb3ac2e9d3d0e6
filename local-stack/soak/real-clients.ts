import { setTimeout as after } from "node:timers/promises";
import { createHeadlessClient, type HeadlessClient } from "../testing/index.ts";
import type { Random } from "../testing/world/seeded-random.ts";

/**
 * Some clients that encrypt: libxmtp, all in one group. What goes wrong there is theirs to mend: a message whose
 * publishing failed stays with its writer and leaves with a later one.
 */
export class RealClients {
  readonly #clients: readonly HeadlessClient[];
  readonly #groupId: string;
  readonly #random: Random;
  #sent = 0;

  private constructor(clients: readonly HeadlessClient[], groupId: string, random: Random) {
    this.#clients = clients;
    this.#groupId = groupId;
    this.#random = random;
  }

  static async join(url: string, count: number, random: Random): Promise<RealClients> {
    const clients: HeadlessClient[] = [];
    for (let i = 0; i < count; i++) clients.push(await createHeadlessClient({ url }));
    const [first, ...others] = clients as [HeadlessClient, ...HeadlessClient[]];
    const inboxIds = others.map(({ inboxId }) => inboxId);
    const group = await first.client.conversations().createGroupByInboxIds(inboxIds);
    for (const { client } of others) await client.conversations().sync();
    return new RealClients(clients, group.id(), random);
  }

  async talk(everyMs: number, stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await after(this.#random.below(2 * everyMs), undefined, { signal: stop }).catch(() => {});
      const client = this.#random.pick(this.#clients);
      const group = this.#groupOf(client);
      const text = `${++this.#sent}`;
      await group.sendText(text, { idempotencyKey: text }).catch(() => {});
      if (this.#random.fraction() < 0.3) await group.sync().catch(() => {});
    }
  }

  /** Sends what is left and reads: what each of them has in the end, and how many texts were written. */
  async read(): Promise<{ sent: number; histories: string[][] }> {
    for (const client of this.#clients)
      await this.#groupOf(client)
        .publishMessages()
        .catch(() => {});
    const histories: string[][] = [];
    for (const client of this.#clients) {
      const group = this.#groupOf(client);
      await group.sync();
      const messages = await group.findMessages({});
      const { typeId } = client.libxmtp.contentTypeText();
      histories.push(
        messages
          .filter(({ content }) => content.type?.typeId === typeId)
          .map(({ content }) => new TextDecoder().decode(content.content)),
      );
    }
    return { sent: this.#sent, histories };
  }

  close(): void {
    for (const client of this.#clients) client.close();
  }

  #groupOf({ client }: HeadlessClient) {
    return client.conversations().findGroupById(this.#groupId);
  }
}
