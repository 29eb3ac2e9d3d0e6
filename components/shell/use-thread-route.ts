"use client";

import { useEffect, useMemo, useState } from "react";
import { toParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { Connection, InboxRow, ThreadKey } from "@/lib/messaging/core/view.ts";
import type { InboxRows } from "@/lib/react/use-inbox-rows.ts";
import { useOpenDm } from "@/lib/react/use-open-dm.ts";
import type { ThreadParams } from "../place/place.ts";
import { type ThreadTarget, threadTarget } from "./thread-target.ts";

/** How far the conversation is that the page's address names. */
export type ThreadRoute =
  | { kind: "none" }
  | { kind: "opening" }
  /** Whose name it is has to be seen first. */
  | { kind: "name"; name: string }
  | { kind: "open"; key: ThreadKey }
  /** No conversation of this device has that name; one that comes later opens. */
  | { kind: "unknown" }
  | { kind: "failed"; code: ErrorCode; retry: () => void };

type ThreadRouteOptions = {
  params: ThreadParams;
  self: Address;
  inbox: InboxRows;
  connection: Connection["kind"];
};

/**
 * Opens what the page's address names. A known conversation opens at once and without the
 * network; a stranger's address is looked up, again when the network comes back.
 */
export function useThreadRoute(options: ThreadRouteOptions): ThreadRoute {
  const { params, self, inbox, connection } = options;
  const { address: addressText, id } = params;
  const target = useMemo(
    () => threadTarget({ ...(addressText && { address: addressText }), ...(id && { id }) }, self),
    [addressText, id, self],
  );
  const known = knownThread(target, inbox.rows);
  const isConnecting = connection === "connecting";
  const stranger = target.kind === "address" && !known ? target.address : undefined;
  const attempt = useLookUp(isConnecting ? undefined : stranger, connection);

  if (target.kind === "none" || target.kind === "unknown") return { kind: target.kind };
  if (target.kind === "name") return target;
  if (known) return { kind: "open", key: known };
  if (target.kind === "mistake") return { kind: "failed", code: target.code, retry: attempt.again };
  if (target.kind === "thread") {
    return { kind: isConnecting || inbox.status === "loading" ? "opening" : "unknown" };
  }
  if (attempt.address !== target.address) return { kind: "opening" };
  if (attempt.key) return { kind: "open", key: attempt.key };
  if (!attempt.code) return { kind: "opening" };
  return { kind: "failed", code: attempt.code, retry: attempt.again };
}

function knownThread(target: ThreadTarget, rows: readonly InboxRow[]): ThreadKey | undefined {
  if (target.kind === "thread") return rows.find((row) => row.key === target.key)?.key;
  if (target.kind !== "address") return undefined;
  return rows.find((row) => row.peer?.address === target.address)?.key;
}

type Attempt = { address?: Address; key?: ThreadKey; code?: ErrorCode };

/** Looks a stranger up: when they are given, when the connection changes, and when asked again. */
function useLookUp(address: Address | undefined, connection: Connection["kind"]) {
  const openDm = useOpenDm();
  const [attempt, setAttempt] = useState<Attempt>({});
  const [attemptCount, setAttemptCount] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks again
  useEffect(() => {
    if (!address) return;
    let isOver = false;
    const settle = (result: Omit<Attempt, "address">) => {
      if (!isOver) setAttempt({ address, ...result });
    };
    openDm(address).then(
      (key) => settle({ key }),
      (error: unknown) => settle({ code: toParleyError(error).code }),
    );
    return () => {
      isOver = true;
    };
  }, [address, connection, attemptCount, openDm]);

  const again = () => {
    setAttempt({});
    setAttemptCount((count) => count + 1);
  };
  return { ...attempt, again };
}
