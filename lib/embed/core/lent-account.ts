import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";

/** Who turned so many notes away is told of no more: a page may go from one account to the next at will. */
export const MOST_DISMISSED = 3;

/** Who is signed in, and beside whom. */
export type AccountSight = {
  inboxId: InboxId;
  own: Address;
  /** What the page's wallet shows. */
  seen?: Address;
  /** What a note says that it shows. */
  noted?: Address;
};

/** What was said of the page's wallet, and which of it was turned away. */
export type Noting = { said?: string; dismissed: ReadonlySet<string> };

export const NOTHING_NOTED: Noting = { dismissed: new Set() };

/**
 * Whether the note that the page is connected as another account has to be written, or to go (one
 * without an address), after what is seen now. One that was turned away does not come again.
 */
export function stepNoting(
  { said, dismissed: before }: Noting,
  { inboxId, own, seen, noted }: AccountSight,
): [Noting, { address?: Address }?] {
  const other = seen === own ? undefined : seen;
  const pair = `${inboxId} ${other}`;
  const isDismissed = other && said === pair && !noted;
  const dismissed = isDismissed ? new Set([...before, pair]) : before;
  if (noted && noted === other) return [{ dismissed, said: pair }];
  const isUnwanted = dismissed.has(pair) || dismissed.size >= MOST_DISMISSED;
  if (other && !isUnwanted) return [{ dismissed }, { address: other }];
  return noted ? [{ dismissed }, {}] : [{ dismissed }];
}
