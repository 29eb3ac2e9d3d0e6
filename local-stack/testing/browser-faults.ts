import { randomUUID } from "node:crypto";
import { FAULTS_HEADER, HeaderFaults } from "../faults/core/header-faults.ts";

/** As much of a context or a page of Playwright as is needed here. */
export type RoutedBrowser = {
  route(url: string, handler: RouteHandler): Promise<unknown>;
  unroute(url: string, handler: RouteHandler): Promise<unknown>;
};

type RouteHandler = (route: {
  request(): { headers(): Record<string, string> };
  fallback(changed: { headers: Record<string, string> }): Promise<unknown>;
}) => unknown;

/**
 * What a context or a page of Playwright asks the node at `url` (`urls.grpcWeb`), its workers too, meets
 * these faults, and nobody else does. They are text, as in `cut rpc=writes when=after times=1`, and count
 * by themselves. Gives the way to end that. Throws a `FaultSyntaxError` for faults that are none, and for
 * those that would meet everybody (`restart`, `clock`).
 *
 * ```ts
 * const clear = await faultsInBrowser(context, stack.urls.grpcWeb, "latency ms=500 rpc=streams");
 * ```
 */
export async function faultsInBrowser(
  browser: RoutedBrowser,
  url: string,
  faults: string,
): Promise<() => Promise<void>> {
  const header = `id=${randomUUID()}; ${faults}`;
  new HeaderFaults(0).deciderOf(header);
  const pattern = `${url}/**`;
  const addHeader: RouteHandler = (route) =>
    route.fallback({ headers: { ...route.request().headers(), [FAULTS_HEADER]: header } });
  await browser.route(pattern, addHeader);
  return async () => void (await browser.unroute(pattern, addHeader));
}
