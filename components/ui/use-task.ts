"use client";

import { useState } from "react";
import { type ParleyError, toParleyError } from "@/lib/errors/base.ts";

type Task<Result> = {
  isBusy: boolean;
  result?: Result;
  error?: ParleyError;
  run: (work: () => Promise<Result>) => Promise<void>;
  reset: () => void;
};

/** One piece of work at a time, what came of it, or why nothing did. */
export function useTask<Result>(): Task<Result> {
  const [state, setState] = useState<Omit<Task<Result>, "run" | "reset">>({ isBusy: false });
  return {
    ...state,
    run: async (work) => {
      setState({ isBusy: true });
      try {
        const result = await work();
        setState({ isBusy: false, result });
      } catch (error) {
        setState({ isBusy: false, error: toParleyError(error) });
      }
    },
    reset: () => setState({ isBusy: false }),
  };
}
