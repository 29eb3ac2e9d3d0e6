import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { Address } from "./address.ts";

/** Whose picture it is: a person's, or a group's. */
export type PictureOwner = Address | ThreadKey;

/** What came of a picture: kept on this device, so that its server is asked once and not each day. */
export type PictureRecord = {
  of: PictureOwner;
  /** The `avatar` text that it was fetched for; of a group, the address that somebody wrote there. */
  avatarText: string;
  askedAtMs: number;
  /** A `data:` URL, small and still. */
  url?: string;
  /** Why the last attempt gave none. */
  problem?: ErrorCode;
};

/** What the screen shows of a picture. */
export type ShownPicture = { kind: "shown"; url: string } | { kind: "failed"; code: ErrorCode };

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A picture may change behind the same text. */
const KEPT_MS = 7 * DAY_MS;
const RETRY_MS = DAY_MS;
/** Perhaps it was only this device that had no network. */
const UNREACHABLE_RETRY_MS = 30 * MINUTE_MS;

/** Whether the server is to be asked. */
export function isPictureDue(
  record: PictureRecord | undefined,
  avatarText: string,
  nowMs: number,
): boolean {
  if (!record || record.avatarText !== avatarText) return true;
  return nowMs - record.askedAtMs >= pauseMs(record);
}

function pauseMs({ problem }: PictureRecord): number {
  if (problem === undefined) return KEPT_MS;
  return problem === "picture.unreachable" ? UNREACHABLE_RETRY_MS : RETRY_MS;
}

/** What is shown for a name's `avatar` text: what was fetched for it last, if anything ever was. */
export function shownPicture(
  record: PictureRecord | undefined,
  avatarText: string | undefined,
): ShownPicture | undefined {
  if (!record || record.avatarText !== avatarText) return undefined;
  if (record.url !== undefined) return { kind: "shown", url: record.url };
  return record.problem && { kind: "failed", code: record.problem };
}
