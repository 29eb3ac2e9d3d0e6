import { filesIn, isSaid, type MessageId } from "@/lib/messaging/core/records.ts";
import type { TimelineItem } from "@/lib/messaging/core/view.ts";
import type { Forwarded } from "@/lib/react/use-forward.ts";

export type MessageItem = Extract<TimelineItem, { kind: "message" }>;

/** What a row may ask for; stable, so that a row is drawn again only when its message changes. */
export type MessageActions = {
  retry: (messageKey: string) => void;
  /** Gives up a message that has not left. */
  discard: (messageKey: string) => void;
  /** The next thing written answers this message. */
  reply: (item: MessageItem) => void;
  /** Adds the emoji to a message, or takes it away when this person had added it. */
  toggleReaction: (item: MessageItem, emoji: string) => void;
  forward: (items: readonly MessageItem[]) => void;
  /** Begins to choose messages, with this one. */
  select: (item: MessageItem) => void;
  /** Asks for whom: for this person alone, or for everyone. */
  remove: (items: readonly MessageItem[]) => void;
  /** Goes to a message in its place. */
  show: (messageId: MessageId) => void;
};

/** What can be done to a message, as the protocol and its state allow. */
export type MessageAbilities = {
  /** It is on the network, so that others know what is meant. */
  isThere: boolean;
  canReact: boolean;
  canForward: boolean;
  canDeleteForAll: boolean;
};

/** `isModerator`: a super admin of the group may take back what anybody wrote. */
export function abilitiesOf(item: MessageItem, isModerator = false): MessageAbilities {
  const isThere = item.state.kind === "sent" && item.id !== undefined;
  const isWritten = item.content.type !== "deleted" && isSaid(item.content);
  return {
    isThere: isThere && isWritten,
    canReact: isThere && isWritten,
    canForward: isWritten && forwarded(item) !== undefined,
    canDeleteForAll: isThere && isWritten && (item.mine || isModerator),
  };
}

/** What of a message can be sent on: its words, or its files. Undefined for anything else. */
export function forwarded({ id, content }: MessageItem): Forwarded | undefined {
  const said = content.type === "reply" ? content.content : content;
  const isSent = said.type === "text" || said.type === "markdown" || said.type === "attachments";
  return isSent ? { said, of: id } : undefined;
}

/** Whether its files have to be archived to be sent on. */
export function isInside({ content }: MessageItem): boolean {
  return filesIn(content).some(({ kind }) => kind === "inline");
}
