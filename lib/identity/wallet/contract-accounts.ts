import {
  BaseError,
  type Client,
  createClient,
  ExecutionRevertedError,
  encodeDeployData,
  erc6492SignatureValidatorAbi,
  erc6492SignatureValidatorByteCode,
  hashMessage,
  http,
  isErc6492Signature,
} from "viem";
import { call, getCode } from "viem/actions";
import type { ChainRpc } from "@/lib/config/settings.ts";
import type { Hex } from "../core/address.ts";
import { isDelegatedCode } from "../core/delegated-code.ts";
import type { ChainVerdict } from "../core/signer-finding.ts";
import type { ContractAccounts, ContractQuestion } from "../ports.ts";

/** Longer than a slow node takes, shorter than a person waits. */
const TIMEOUT_MS = 6_000;

/**
 * Asks the chains of the configuration about contracts' signatures, each through its RPC server.
 *
 * What judges is the validator of ERC-6492, which travels with the call: nothing has to be deployed
 * for it. `verifyHash` of viem runs the same code, but takes a server that is out of reach for a no.
 */
export function createContractAccounts(chains: readonly ChainRpc[]): ContractAccounts {
  const clients = new Map(chains.map(({ chainId, rpcUrl }) => [chainId, clientOf(rpcUrl)]));
  return {
    chainIds: [...clients.keys()],
    judge: async (question, chainId) => {
      const client = clients.get(chainId);
      if (!client) return { kind: "unreachable" };
      try {
        return await judgeWith(client, question);
      } catch {
        return { kind: "unreachable" };
      }
    },
  };
}

function clientOf(rpcUrl: string): Client {
  const transport = http(rpcUrl, { timeout: TIMEOUT_MS, retryCount: 0 });
  return createClient({ transport, ccipRead: false });
}

async function judgeWith(client: Client, question: ContractQuestion): Promise<ChainVerdict> {
  const { address, signature } = question;
  const code = await getCode(client, { address });
  if (!code && !isErc6492Signature(signature)) return { kind: "no-contract" };
  if (await isAccepted(client, question)) return { kind: "accepted" };
  return { kind: "refused", ...(isDelegatedCode(code) && { isDelegated: true }) };
}

async function isAccepted(
  client: Client,
  { address, text, signature }: ContractQuestion,
): Promise<boolean> {
  const data = encodeDeployData({
    abi: erc6492SignatureValidatorAbi,
    bytecode: erc6492SignatureValidatorByteCode,
    args: [address, hashMessage(text), signature],
  });
  try {
    const { data: answer } = await call(client, { data });
    return isTrue(answer);
  } catch (error) {
    // A contract may say no by reverting; what else goes wrong here is no answer.
    const isNo = error instanceof BaseError && error.walk(isRevert) !== null;
    if (isNo) return false;
    throw error;
  }
}

function isRevert(error: unknown): boolean {
  return error instanceof ExecutionRevertedError;
}

function isTrue(answer: Hex | undefined): boolean {
  return answer !== undefined && /^0x0*1$/.test(answer);
}
