/** What page and frame say to each other is the package's to define: both sides read the same. */
export type { FrameEvent, FromFrame } from "@/packages/embed/src/protocol/from-frame.ts";
export {
  type Command,
  type FromHost,
  readFromHost,
  type Theme,
} from "@/packages/embed/src/protocol/from-host.ts";
export { hello, welcomeIn } from "@/packages/embed/src/protocol/handshake.ts";
export {
  UNSUPPORTED_METHOD,
  WALLET_METHODS,
} from "@/packages/embed/src/protocol/wallet-methods.ts";
