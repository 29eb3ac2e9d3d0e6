import { useMemo } from "react";
import { useParley } from "./parley-context.ts";

export type Gateways = {
  /** Where one's own files lie; undefined where there is no archive. */
  archiveHost: string | undefined;
  /** Who is asked for files, in this order. */
  hosts: readonly string[];
};

/** The servers that this Parley gets files from, by its settings. */
export function useGateways(): Gateways {
  const { archive, gatewayHosts } = useParley();
  return useMemo(
    () => ({ archiveHost: archive?.gatewayHost, hosts: gatewayHosts }),
    [archive, gatewayHosts],
  );
}
