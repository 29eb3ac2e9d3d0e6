"use client";

import { useEffect, useState } from "react";
import { toParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import { parseRecipient } from "./recipient.ts";

/** Long enough to finish typing, short enough to be told before the hand leaves the keys. */
const PAUSE_MS = 700;

/**
 * The field of a new conversation. What is typed is checked after a pause, and all of it on
 * submit; an error goes away as soon as the text changes.
 */
export function useRecipient(self: Address, onOpen: (address: Address) => Promise<void>) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<ErrorCode>();
  const [isChecking, setIsChecking] = useState(false);

  useEffect(() => {
    if (text.trim() === "") return;
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

  const submit = async () => {
    const mistake = problemWith(text, self);
    setProblem(mistake);
    if (mistake || isChecking) return;
    setIsChecking(true);
    try {
      await onOpen(parseRecipient(text));
    } catch (error) {
      setProblem(toParleyError(error).code);
    } finally {
      setIsChecking(false);
    }
  };

  return { text, problem, isChecking, write, submit };
}

function problemWith(text: string, self: Address): ErrorCode | undefined {
  try {
    return parseRecipient(text) === self ? "address.self" : undefined;
  } catch (error) {
    return toParleyError(error).code;
  }
}
