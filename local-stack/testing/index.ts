export {
  createHeadlessClient,
  type HeadlessClient,
  type HeadlessClientOptions,
  type TextMessage,
} from "./headless-client.ts";
export {
  type SeedOptions,
  seedWorld,
  UnknownGuestError,
  type World,
  type WorldProgress,
} from "./world/seed-world.ts";
export {
  ImpossibleWorldError,
  type ScriptedConversation,
  type ScriptedLine,
  type WorldOptions,
  type WorldPerson,
  type WorldScript,
  writeScript,
} from "./world/write-script.ts";
