import { mountInPage } from "../loader/mount.ts";
import type { HostProvider, ParleyOptions, ParleyWidget } from "../loader/options.ts";
import { orReport } from "../loader/or-report.ts";

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
  const mount = (options: Partial<ParleyOptions>) => mountInPage({ url: origin, ...options });
  const queue = before?.q ?? [];
  /** Null once it was taken out of the page. */
  let widget: ParleyWidget | null | undefined;
  let isThere = false;

  const run = ([name, ...rest]: Told) => {
    const isEnd = name === "destroy";
    // What was taken out comes back when it is to be seen, and by nothing else.
    if (!widget && (isEnd || (widget === null && !/^(open|toggle|start)/.test(name)))) return;
    widget ??= mount(asked);
    const answer = (widget[name] as (...rest: unknown[]) => unknown)(...rest);
    if (isEnd) widget = null;
    return answer;
  };
  const parley: Parley = (...told) => (isThere ? run(told) : void queue.push(told));
  parley.mount = mount;
  window.parley = parley;

  const start = () => {
    isThere = true;
    if (manual === undefined)
      orReport(() => {
        widget ??= mount(asked);
      });
    for (const told of queue.splice(0)) orReport(() => run(told));
  };
  if (document.readyState !== "loading") start();
  else addEventListener("DOMContentLoaded", start, { once: true });
}

const { currentScript } = document;
// A page that goes on to the next without loading it may run its tags again.
if (currentScript instanceof HTMLScriptElement && !window.parley?.mount)
  begin(currentScript, window.parley);
