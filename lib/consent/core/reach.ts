import type { Consent } from "@/lib/messaging/core/records.ts";

/** What a conversation may do to the person it is with, by what they decided about it. */
export type Reach = {
  /** It is in the list, and its unread messages count. */
  isListed: boolean;
  mayNotify: boolean;
  /** What is in its messages may be fetched: pictures, files, previews. */
  mayLoad: boolean;
  mayRing: boolean;
  /** The other side may learn that one has read, or is writing. */
  mayTell: boolean;
};

const NOTHING: Reach = {
  isListed: false,
  mayNotify: false,
  mayLoad: false,
  mayRing: false,
  mayTell: false,
};
const EVERYTHING: Reach = {
  isListed: true,
  mayNotify: true,
  mayLoad: true,
  mayRing: true,
  mayTell: true,
};

/** A stranger waits among the requests and can do nothing; who is blocked is not even there. */
export function reachOf(consent: Consent): Reach {
  return consent === "allowed" ? EVERYTHING : NOTHING;
}
