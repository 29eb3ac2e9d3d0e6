import type { HeadlessPeer, TextMessage } from "./headless-client.ts";

export type GroupOptions = {
  /** Founds it. */
  by: HeadlessPeer;
  /** Are in it from the beginning; each is a device that is there already. */
  with: readonly HeadlessPeer[];
  name?: string;
  /** What was said, by turns of the members, who begin with the founder. */
  texts?: readonly string[];
};

/** A group on the network, and what was said in it. */
export type Group = {
  /** In hex: also its topic, for faults. */
  id: string;
  /** The texts as the founder reads them now, in the network's order. */
  read(by?: HeadlessPeer): Promise<TextMessage[]>;
  say(by: HeadlessPeer, text: string): Promise<string>;
};

/** A group with a history, of real clients. Everybody has it when this resolves. */
export async function createGroup(options: GroupOptions): Promise<Group> {
  const { by: founder, with: others, name, texts = [] } = options;
  const members = others.map(({ inboxId }) => inboxId);
  const founded = await founder.client
    .conversations()
    .createGroupByInboxIds(members, name === undefined ? {} : { groupName: name });
  const id = founded.id();
  const find = async (member: HeadlessPeer) => {
    await member.client.conversations().sync();
    const group = member.client.conversations().findGroupById(id);
    await group.sync();
    return group;
  };
  const group: Group = {
    id,
    read: async (by = founder) => by.textsOf(await find(by)),
    say: async (by, text) => (await find(by)).sendText(text),
  };
  const everybody = [founder, ...others];
  for (const [turn, text] of texts.entries()) {
    const speaker = everybody[turn % everybody.length];
    if (speaker) await group.say(speaker, text);
  }
  await Promise.all(others.map(find));
  return group;
}
