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

/** The RPCs that are meant; undefined without any, or when one of the names is none. */
export function rpcsOf(names: readonly string[]): ReadonlySet<string> | undefined {
  const known = names.map(rpcsNamed);
  if (names.length === 0 || known.some((rpcs) => rpcs === undefined)) return undefined;
  return new Set(known.flatMap((rpcs) => rpcs ?? []));
}

function rpcsNamed(name: string): readonly string[] | undefined {
  if (Object.hasOwn(RPC_GROUPS, name)) return RPC_GROUPS[name];
  return RPC_GROUPS.all?.includes(name) ? [name] : undefined;
}
