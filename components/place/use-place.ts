"use client";

import { usePathname } from "next/navigation";
import { useMemo } from "react";
import { ownPath } from "./embedded.ts";
import { type Place, placeIn } from "./place.ts";

/** Where in the messenger one is. The same object as long as one stays there. */
export function usePlace(): Place {
  const pathname = usePathname();
  return useMemo(() => placeIn(ownPath(pathname)), [pathname]);
}
