"use client";

import { useCallback, useState } from "react";
import { type ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { GroupEdit } from "@/lib/messaging/core/group.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useGroups } from "@/lib/react/use-groups.ts";

export type GroupTask = {
  isBusy: boolean;
  error?: ParleyError;
  /** Whether it happened; what kept it from that is in `error`. One at a time. */
  change: (edit: GroupEdit) => Promise<boolean>;
};

/** Changes a group, one change at a time, and says what became of it. */
export function useGroupTask(key: ThreadKey): GroupTask {
  const { change } = useGroups();
  const [state, setState] = useState<Omit<GroupTask, "change">>({ isBusy: false });
  const { isBusy } = state;
  return {
    ...state,
    change: useCallback(
      async (edit) => {
        if (isBusy) return false;
        setState({ isBusy: true });
        try {
          await change(key, edit);
          setState({ isBusy: false });
          return true;
        } catch (error) {
          setState({ isBusy: false, error: toParleyError(error) });
          return false;
        }
      },
      [change, key, isBusy],
    ),
  };
}
