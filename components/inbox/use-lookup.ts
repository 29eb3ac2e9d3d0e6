"use client";

import { useEffect, useState } from "react";
import { toParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import { type TypedName, useNameLookup } from "@/lib/react/use-name-lookup.ts";

/** Long enough for the next letter; an answer is what one waits for. */
const PAUSE_MS = 350;

type Lookup = { name?: string; found?: TypedName; problem?: ErrorCode; isOver?: boolean };

export type LookupState = {
  found: TypedName | undefined;
  problem: ErrorCode | undefined;
  isPending: boolean;
  /** Looks up now, again if it failed before. */
  begin: () => void;
};

/** Looks a name up once it stands still. What comes for an earlier one is not shown. */
export function useLookup(name: string | undefined, self: Address): LookupState {
  const { resolve } = useNameLookup();
  const [lookup, setLookup] = useState<Lookup>({});
  const current: Lookup = lookup.name === name ? lookup : {};

  useEffect(() => {
    if (name === undefined) return;
    const begun = (now: Lookup) => (now.name === name ? now : { name });
    const timer = setTimeout(() => setLookup(begun), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [name]);

  useEffect(() => {
    const { name: asked, isOver } = lookup;
    if (asked === undefined || isOver) return;
    let isStale = false;
    const settle = (result: Lookup) => {
      if (!isStale) setLookup({ name: asked, isOver: true, ...result });
    };
    resolve(asked).then(
      (found) => settle(found.address === self ? { problem: "address.self" } : { found }),
      (error: unknown) => settle({ problem: toParleyError(error).code }),
    );
    return () => {
      isStale = true;
    };
  }, [lookup, resolve, self]);

  const begin = () => {
    if (name === undefined) return;
    setLookup((now) => (now.name === name && !now.isOver ? now : { name }));
  };
  const isPending = current.name !== undefined && !current.isOver;
  return { found: current.found, problem: current.problem, isPending, begin };
}
