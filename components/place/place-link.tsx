"use client";

import type { ComponentProps, MouseEvent } from "react";
import { goTo, replaceWith } from "./go.ts";

type PlaceLinkProps = ComponentProps<"a"> & {
  href: string;
  /** Takes the place of the page one is on, in the browser's history. */
  replace?: boolean;
};

/** A link to a place of the messenger; in a new tab or window it is one as any other. */
export function PlaceLink({ href, replace = false, onClick, ...rest }: PlaceLinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || isForElsewhere(event)) return;
    event.preventDefault();
    (replace ? replaceWith : goTo)(href);
  };
  return <a {...rest} href={href} onClick={follow} />;
}

function isForElsewhere(event: MouseEvent): boolean {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}
