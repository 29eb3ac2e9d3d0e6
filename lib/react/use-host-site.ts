import { useParley } from "./parley-context.ts";

/** Whose page this one is shown in: host and port; undefined where it is on its own. */
export function useHostSite(): string | undefined {
  return useParley().hostSite;
}
