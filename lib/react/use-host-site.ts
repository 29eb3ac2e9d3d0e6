import { createContext, useContext } from "react";

/** Whose page this one is shown in: host and port; nobody's where it is on its own. */
export const HostSite = createContext<string | undefined>(undefined);

export function useHostSite(): string | undefined {
  return useContext(HostSite);
}
