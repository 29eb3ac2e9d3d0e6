"use client";

import { useState } from "react";
import type { ListName, Place } from "./place.ts";

/** Which list is beside a conversation: the one that was looked at last. */
export function useListName(place: Place, hasRequests: boolean): ListName {
  const [last, setLast] = useState<ListName>("inbox");
  // The last request was decided about: the conversation that is open is in the inbox now.
  const beside = last === "requests" && !hasRequests ? "inbox" : last;
  const list = place.kind === "list" ? place.list : beside;
  if (list !== last) setLast(list);
  return list;
}
