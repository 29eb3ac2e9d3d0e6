import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { XmtpClient } from "../../ports/xmtp-client.ts";
import { Follower, type FollowPorts } from "./follow-tabs.ts";
import { leadTabs } from "./lead-tabs.ts";

/** How the tabs of one profile share its one client: one leads, the others follow. */
export type ProfileTabs = {
  /** Lets the others work through this client, which is this tab's; gives it for own use. */
  lead(client: XmtpClient): XmtpClient;
  /** Begins to follow whichever tab leads with the inbox, now and later. Close it. */
  follow(inboxId: InboxId): Pick<Follower, "client" | "close">;
};

export function profileTabs(ports: FollowPorts): ProfileTabs {
  const { channel, host } = ports;
  return {
    lead: (client) => leadTabs(client, { channel, term: host.newKey() }),
    follow: (inboxId) => new Follower(inboxId, ports),
  };
}
