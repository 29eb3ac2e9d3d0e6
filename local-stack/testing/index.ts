export { faultsInBrowser, type RoutedBrowser } from "./browser-faults.ts";
export { type LocalName, type LocalNames, localNames } from "./ens-names.ts";
export { fillInstallations, MAX_INSTALLATIONS } from "./fill-installations.ts";
export { createGroup, type Group, type GroupOptions } from "./groups.ts";
export {
  createHeadlessClient,
  createWalletClient,
  type HeadlessClient,
  type HeadlessClientOptions,
  type HeadlessPeer,
  type TextMessage,
  type WalletClientOptions,
} from "./headless-client.ts";
export { injectWallet, type WalletPage } from "./inject-wallet.ts";
export { putCode } from "./put-code.ts";
export { createSafe, type SafeOptions, type SafeWallet } from "./safes.ts";
export { type Program, type ProgramOptions, startProgram } from "./start-program.ts";
export {
  type Patience,
  type ReceivedTexts,
  type RpcFilter,
  receiveTexts,
  type WatchableStack,
  waitForInstallations,
  waitForRpc,
  waitForStream,
} from "./wait-for.ts";
export { privateKeyOf, type Wallet, walletOf } from "./wallet.ts";
export {
  type SeedOptions,
  seedWorld,
  UnknownGuestError,
  type World,
  WorldIsThereError,
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
