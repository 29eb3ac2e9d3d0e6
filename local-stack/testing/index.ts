export {
  createHeadlessClient,
  type HeadlessClient,
  type HeadlessClientOptions,
  type TextMessage,
} from "./headless-client.ts";
