import { expect, it } from "vitest";
import { isEnginePanic, toEngineError } from "./engine-error.ts";

const api = (status: string) =>
  `[ApiError::Api] api client error api client at endpoint "/xmtp.identity.api.v1.IdentityApi/GetInboxIds" has error code: '${status}', message: "because"`;

/** Texts of libxmtp 1.11, each provoked against a node. */
it.each([
  [
    "Cannot register a new installation because the InboxID 3bb0 has already registered 10/10 installations. Please revoke existing installations first.",
    "xmtp.installation-limit",
  ],
  [`${api("Unknown error")}, source: JsError("TypeError: Failed to fetch")`, "xmtp.unreachable"],
  [`${api("Unknown error")}, source: MalformedResponse`, "xmtp.unreachable"],
  [api("The service is currently unavailable"), "xmtp.unreachable"],
  [api("Deadline expired before operation could complete"), "xmtp.unreachable"],
  [api("Some resource has been exhausted"), "xmtp.unreachable"],
  [api("Client specified an invalid argument"), "xmtp.refused"],
  [api("The caller does not have permission to execute the specified operation"), "xmtp.refused"],
  ["[GroupError::Storage] storage error: disk I/O error", "storage.full"],
  ["[ClientError::Storage] storage error: message id ab not found", "unexpected"],
])("%s", (text, code) => {
  expect(toEngineError(new Error(text)).code).toBe(code);
});

const VERIFY =
  "[VerifierError::Other] Signature error api client error api client at endpoint \"/xmtp.identity.api.v1.IdentityApi/VerifySmartContractWalletSignatures\" has error code: 'The service is currently unavailable', message: ";
const MISMATCH = `${api("Client specified an invalid argument")} "[ClientError::Association] Association error: Wrong chain id. Initially added with`;

it.each([
  [
    `${VERIFY}"No RPC endpoint is configured for eip155:1, so its contract wallets cannot be verified."`,
    { code: "wallet.unconfirmed", facts: { fromChainId: 1 } },
  ],
  [
    `${VERIFY}"The RPC endpoint of eip155:31337 failed."`,
    { code: "chain.unreachable", facts: { chainId: 31_337 } },
  ],
  [
    `${MISMATCH} 31337 but now signing from 0"`,
    { code: "identity.other-chain", facts: { chainId: 31_337 } },
  ],
  [`${MISMATCH} 0 but now signing from 31337"`, { code: "identity.bound-to-key", facts: {} }],
])("reads of chains: %s", (text, { code, facts }) => {
  const error = toEngineError(new Error(text), "wallet.not-owner");
  expect({ code: error.code, facts: error.facts }).toEqual({ code, facts });
});

it("knows a panic of the engine, also as the cause of what is told", () => {
  const trap = new WebAssembly.RuntimeError("unreachable");
  expect(isEnginePanic(trap)).toBe(true);
  expect(isEnginePanic(toEngineError(trap))).toBe(true);
  expect(isEnginePanic(toEngineError(new Error(api("Unknown error"))))).toBe(false);
  expect(isEnginePanic(undefined)).toBe(false);
});
