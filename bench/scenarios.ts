import { devicesArchive, devicesReturning } from "./app/archive.ts";
import { appCall } from "./app/call.ts";
import { appCallFile } from "./app/call-file.ts";
import { appEmbed } from "./app/embed.ts";
import { appEmbedSignIn } from "./app/embed-sign-in.ts";
import { appFiles } from "./app/files.ts";
import { appGroup } from "./app/group.ts";
import { appGroupCall } from "./app/group-call.ts";
import { devicesHandOver } from "./app/hand-over.ts";
import { messenger } from "./app/messenger.ts";
import { appScale } from "./app/scale.ts";
import { appSearch } from "./app/search.ts";
import { appSend } from "./app/send.ts";
import { appSignIn } from "./app/sign-in.ts";
import { appWeight } from "./app/weight.ts";
import type { Scenario } from "./lib/measure.ts";
import { nodeAccept } from "./node/accept.ts";
import { nodeDeliver } from "./node/deliver.ts";
import { nodeSeed } from "./node/seed.ts";
import { nodeSnapshot } from "./node/snapshot.ts";
import { nodeStart } from "./node/start.ts";

/** Every scenario, in the order in which the rows are printed. */
export const scenarios: readonly Scenario[] = [
  nodeStart,
  nodeDeliver,
  nodeAccept,
  nodeSnapshot,
  nodeSeed,
  appWeight,
  appSignIn,
  appEmbed,
  appEmbedSignIn,
  appSend,
  appCall,
  appCallFile,
  appGroupCall,
  appScale,
  appSearch,
  messenger,
  appGroup,
  appFiles,
  devicesHandOver,
  devicesReturning,
  devicesArchive,
];
