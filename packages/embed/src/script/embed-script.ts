import { mountParley } from "../loader/mount.ts";
import type { HostProvider, ParleyOptions, ParleyWidget } from "../loader/options.ts";

type Told = [name: keyof ParleyWidget, ...rest: unknown[]];
type Parley = {
  (...told: Told): unknown;
  /** What a page told before this had loaded. */
  q?: Told[];
  mount?: (options: Partial<ParleyOptions>) => ParleyWidget;
};

declare global {
  interface Window {
    parley?: Parley;
    ethereum?: unknown;
  }
}

/** The one of the tag's own, by its `data-` attributes; `data-manual` mounts none. */
function begin(tag: HTMLScriptElement, before: Parley | undefined): void {
  const { mode, target, position, theme, locale, accent, wallet, manual } = tag.dataset;
  const asked = {
    ...Object.fromEntries(
      Object.entries({ mode, target, position, theme, locale, accent }).filter(
        ([, value]) => value,
      ),
    ),
    ...(wallet === "ethereum" && { wallet: window.ethereum as HostProvider }),
  } as Partial<ParleyOptions>;
  const { origin } = new URL(tag.src);
  const mount = (options: Partial<ParleyOptions>) => mountParley({ url: origin, ...options });
  const queue = before?.q ?? [];
  let widget: ParleyWidget | undefined;
  let isThere = false;

  const run = ([name, ...rest]: Told) => {
    if (name === "destroy" && !widget) return;
    widget ??= mount(asked);
    const answer = (widget[name] as (...rest: unknown[]) => unknown)(...rest);
    if (name === "destroy") widget = undefined;
    return answer;
  };
  const parley: Parley = (...told) => (isThere ? run(told) : void queue.push(told));
  parley.mount = mount;
  window.parley = parley;

  const start = () => {
    isThere = true;
    if (manual === undefined) widget ??= mount(asked);
    for (const told of queue.splice(0)) run(told);
  };
  if (document.readyState !== "loading") start();
  else addEventListener("DOMContentLoaded", start, { once: true });
}

const { currentScript } = document;
// A page that goes on to the next without loading it may run its tags again.
if (currentScript instanceof HTMLScriptElement && !window.parley?.mount)
  begin(currentScript, window.parley);
