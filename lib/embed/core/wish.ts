import type { Command } from "./protocol.ts";

/** What the page wishes to be seen; a new object for each time that it says so. */
export type Wish = Extract<Command, { name: "openConversation" | "openInbox" | "startCall" }>;

/** How many people a page can bring up in a visit, to be told of them. */
export const MOST_SHOWN = 20;

export function isWish(command: Command): command is Wish {
  const { name } = command;
  return name === "openConversation" || name === "openInbox" || name === "startCall";
}
