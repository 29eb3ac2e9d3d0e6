"use client";

import { useEffect, useState } from "react";
import { toParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { TypedName } from "@/lib/react/use-name-lookup.ts";
import { nameIn, parseRecipient } from "./recipient.ts";
import { useLookup } from "./use-lookup.ts";

/** Long enough to finish typing, short enough to be told before the hand leaves the keys. */
const PAUSE_MS = 700;

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
  const name = nameIn(text);
  const lookup = useLookup(name, self);

  useEffect(() => {
    if (text.trim() === "" || name !== undefined) return;
    const timer = setTimeout(() => {
      // What the network said about this text stays.
      setProblem((current) => current ?? problemWith(text, self));
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, name, self]);

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
    if (name !== undefined) {
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

function problemWith(text: string, self: Address): ErrorCode | undefined {
  try {
    return parseRecipient(text) === self ? "address.self" : undefined;
  } catch (error) {
    return toParleyError(error).code;
  }
}
