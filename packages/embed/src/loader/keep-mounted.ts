import { mountParley } from "./mount.ts";
import type { ParleyOptions, ParleyWidget } from "./options.ts";

// biome-ignore lint/suspicious/noConfusingVoidType: as effects of React have it
export type OnMount = (widget: ParleyWidget) => void | (() => void);

/**
 * Mounts for who renders the page, and gives the widget and what ends it: `onMount`'s own end, and the
 * widget's whatever comes of that. Options that no widget can be made of are reported to the page's
 * console and nothing is mounted: a page is not to go down with its chat.
 */
export function keepMounted(
  options: ParleyOptions,
  onMount?: OnMount,
): { widget: ParleyWidget; end: () => void } | undefined {
  let widget: ParleyWidget;
  try {
    widget = mountParley(options);
  } catch (error) {
    reportError(error);
    return undefined;
  }
  let endOfPage: ReturnType<OnMount>;
  try {
    endOfPage = onMount?.(widget);
  } catch (error) {
    widget.destroy();
    throw error;
  }
  return {
    widget,
    end: () => {
      try {
        endOfPage?.();
      } finally {
        widget.destroy();
      }
    },
  };
}
