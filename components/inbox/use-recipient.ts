"use client";

import { useEffect, useState } from "react";
import { toParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import { looksLikeName } from "@/lib/identity/core/names.ts";
import { type TypedName, useNameLookup } from "@/lib/react/use-name-lookup.ts";
import { parseRecipient } from "./recipient.ts";

/** Long enough to finish typing, short enough to be told before the hand leaves the keys. */
const PAUSE_MS = 700;
/** A name is looked up sooner: its answer is what one waits for. */
const NAME_PAUSE_MS = 350;

/** Opens the conversation, or fails with a `ParleyError`. `typed` is the name it is opened by. */
export type OpenRecipient = (address: Address, typed?: TypedName) => Promise<void>;

/**
 * The field of a new conversation. What is typed is checked after a pause, and all of it on
 * submit; an error goes away as soon as the text changes. A name is opened only after the address
 * that it stands for was shown.
 */
export function useRecipient(self: Address, onOpen: OpenRecipient) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<ErrorCode>();
  const [isChecking, setIsChecking] = useState(false);
  const lookup = useLookup(text, self);

  useEffect(() => {
    if (text.trim() === "" || looksLikeName(text)) return;
    const timer = setTimeout(() => {
      // What the network said about this text stays.
      setProblem((current) => current ?? problemWith(text, self));
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, self]);

  const write = (next: string) => {
    setText(next);
    setProblem(undefined);
  };

  const open = async (address: Address, typed?: TypedName) => {
    setIsChecking(true);
    try {
      await onOpen(address, typed);
    } catch (error) {
      setProblem(toParleyError(error).code);
    } finally {
      setIsChecking(false);
    }
  };

  const submit = () => {
    if (isChecking) return;
    if (looksLikeName(text)) {
      if (lookup.found) void open(lookup.found.address, lookup.found);
      else lookup.begin();
      return;
    }
    const mistake = problemWith(text, self);
    setProblem(mistake);
    if (!mistake) void open(parseRecipient(text));
  };

  return { text, problem: problem ?? lookup.problem, isChecking, lookup, write, submit };
}

type Lookup = { text?: string; found?: TypedName; problem?: ErrorCode; isOver?: boolean };

/** Looks a typed name up, once it stands still; again when it is submitted after a failure. */
function useLookup(text: string, self: Address) {
  const { resolve } = useNameLookup();
  const [lookup, setLookup] = useState<Lookup>({});
  const current = lookup.text === text ? lookup : {};

  const begin = () => setLookup((now) => (now.text === text && !now.isOver ? now : { text }));

  useEffect(() => {
    if (!looksLikeName(text)) return;
    const timer = setTimeout(
      () => setLookup((now) => (now.text === text ? now : { text })),
      NAME_PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [text]);

  useEffect(() => {
    const { text: asked, isOver } = lookup;
    if (asked === undefined || isOver) return;
    let isStale = false;
    const settle = (result: Lookup) => {
      if (!isStale) setLookup({ text: asked, isOver: true, ...result });
    };
    resolve(asked).then(
      (found) => settle(found.address === self ? { problem: "address.self" } : { found }),
      (error: unknown) => settle({ problem: toParleyError(error).code }),
    );
    return () => {
      isStale = true;
    };
  }, [lookup, resolve, self]);

  const isPending = current.text !== undefined && !current.isOver;
  return { found: current.found, problem: current.problem, isPending, begin };
}

function problemWith(text: string, self: Address): ErrorCode | undefined {
  try {
    return parseRecipient(text) === self ? "address.self" : undefined;
  } catch (error) {
    return toParleyError(error).code;
  }
}
