"use client";

import { useCallback, useEffect, useState } from "react";
import { useStore } from "zustand";
import { type ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { InstallationId } from "@/lib/identity/core/ids.ts";
import type { InboxUse } from "@/lib/identity/core/inbox-use.ts";
import { useParley } from "./parley-context.ts";

/** What the network says of one's inbox, asked anew each time. */
export type InboxUseBinding = (
  | { status: "loading" }
  /** What is not `isFresh` is asked again at the moment, and nothing to decide by. */
  | { status: "ready"; use: InboxUse; ownInstallation: InstallationId; isFresh: boolean }
  | { status: "failed"; error: ParleyError }
) & { reload: () => void };

type Answer =
  | { use: InboxUse; ownInstallation: InstallationId; of: number }
  | { error: ParleyError }
  | undefined;

/** Installations, wallets and identity updates of one's own inbox. */
export function useInboxUse(): InboxUseBinding {
  const { session } = useParley();
  // A client that is replaced (another tab leads now) is asked again.
  const client = useStore(session.store, () => session.client());
  const [answer, setAnswer] = useState<Answer>();
  const [asked, setAsked] = useState(0);

  useEffect(() => {
    if (!client) return;
    let isOver = false;
    const { installationId } = client;
    client.readUse().then(
      (use) => {
        if (isOver) return;
        setAnswer({ use, ownInstallation: installationId, of: asked });
        if (!use.installations.some(({ id }) => id === installationId)) session.checkInstallation();
      },
      (error: unknown) => !isOver && setAnswer({ error: toParleyError(error) }),
    );
    return () => {
      isOver = true;
    };
  }, [client, asked, session]);

  const reload = useCallback(() => setAsked((count) => count + 1), []);
  if (!answer) return { status: "loading", reload };
  if ("error" in answer) return { status: "failed", error: answer.error, reload };
  const { use, ownInstallation, of } = answer;
  return { status: "ready", use, ownInstallation, isFresh: of === asked, reload };
}
