"use client";

import { useState } from "react";
import type { ListName, Place } from "./place.ts";

/** Which list is beside a conversation: the one that was looked at last. */
export function useListName(place: Place): ListName {
  const [last, setLast] = useState<ListName>("inbox");
  const list = place.kind === "list" ? place.list : last;
  if (list !== last) setLast(list);
  return list;
}
