export { mountParley } from "./loader/mount.ts";
export type {
  HostProvider,
  HostWallet,
  ParleyOptions,
  ParleyWidget,
  WagmiConfig,
  WidgetEvents,
} from "./loader/options.ts";
export type { WidgetErrorCode } from "./protocol/from-frame.ts";
export type { Media, Theme } from "./protocol/from-host.ts";
