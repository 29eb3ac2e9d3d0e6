export {
  DataFolderError,
  DataInUseError,
  LocalStackError,
  NewerDataError,
  PortInUseError,
} from "./errors.ts";
export type {
  CommonScope,
  Fault,
  FaultScope,
  HttpPart,
  NetworkFault,
  PartFault,
  PartScope,
} from "./faults/core/fault.ts";
export { FAULTS_HEADER } from "./faults/core/header-faults.ts";
export { FaultSyntaxError } from "./faults/core/read-faults.ts";
export type { FaultReport, Faults } from "./faults/faults.ts";
export type { Health } from "./health.ts";
export { keepWasmSmall } from "./keep-wasm-small.ts";
export type { LocalStackUrls } from "./listen-all.ts";
export { type LocalStackOptions, STANDARD_PORTS } from "./options.ts";
export { HalfChangedError } from "./snapshots/change-parts.ts";
export { NewerSnapshotError, SnapshotBrokenError } from "./snapshots/manifest.ts";
export type { SnapshotInfo } from "./snapshots/snapshots.ts";
export { type LocalStack, startLocalStack } from "./start-local-stack.ts";
export type { RpcEvent } from "./xmtp/watch-rpcs.ts";
