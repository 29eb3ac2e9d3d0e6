/** What page and frame say to each other is the package's to define: both sides read the same. */
export {
  type FrameEvent,
  type FromFrame,
  TEXT_LENGTH,
  type WidgetErrorCode,
} from "@/packages/embed/src/protocol/from-frame.ts";
export {
  type Command,
  type FromHost,
  readFromHost,
  type Theme,
} from "@/packages/embed/src/protocol/from-host.ts";
export { hello, nonceIn, welcomeIn } from "@/packages/embed/src/protocol/handshake.ts";
export {
  NO_WALLET,
  REFUSED_BY_PERSON,
  UNSUPPORTED_METHOD,
  WALLET_METHODS,
} from "@/packages/embed/src/protocol/wallet-methods.ts";
