const WRITES = [
  ...["SendGroupMessages", "SendWelcomeMessages", "RegisterInstallation", "UploadKeyPackage"],
  ...["BatchPublishCommitLog", "PublishIdentityUpdate"],
];
const READS = [
  ...["QueryGroupMessages", "QueryWelcomeMessages", "GetNewestGroupMessage", "FetchKeyPackages"],
  ...["BatchQueryCommitLog", "GetIdentityUpdates", "GetInboxIds"],
  "VerifySmartContractWalletSignatures",
];
const STREAMS = ["SubscribeGroupMessages", "SubscribeWelcomeMessages"];

/** What one may write for several RPCs at once. */
export const RPC_GROUPS: Readonly<Record<string, readonly string[]>> = {
  reads: READS,
  writes: WRITES,
  streams: STREAMS,
  all: [...READS, ...WRITES, ...STREAMS],
};

export const isWrite = (rpc: string): boolean => WRITES.includes(rpc);

/** The RPCs that are meant; undefined when one of the names is none. */
export function rpcsOf(names: readonly string[]): ReadonlySet<string> | undefined {
  const known = names.map((name) => RPC_GROUPS[name] ?? (isRpc(name) ? [name] : undefined));
  if (known.some((rpcs) => rpcs === undefined)) return undefined;
  return new Set(known.flatMap((rpcs) => rpcs ?? []));
}

function isRpc(name: string): boolean {
  return RPC_GROUPS.all?.includes(name) ?? false;
}
