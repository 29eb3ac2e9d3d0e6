import { dmInboxId } from "@/lib/messaging/core/records.ts";
import type { Regard } from "@/lib/react/use-regard.ts";
import type { CardPlace } from "../timeline/card-place.ts";

/** Whether files of somebody may load by themselves: in a group each member counts alone. */
export function isTrusted(
  place: Pick<CardPlace, "thread" | "isAccepted"> | undefined,
  { mine, regard }: { mine: boolean; regard: Regard },
): boolean {
  if (mine) return true;
  if (!place?.isAccepted) return false;
  return dmInboxId(place.thread) !== undefined || regard === "accepted";
}
