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
  ["[ClientError::Storage] storage error: message id ab not found", "unexpected"],
])("%s", (text, code) => {
  expect(toEngineError(new Error(text)).code).toBe(code);
});

it("knows a panic of the engine, also as the cause of what is told", () => {
  const trap = new WebAssembly.RuntimeError("unreachable");
  expect(isEnginePanic(trap)).toBe(true);
  expect(isEnginePanic(toEngineError(trap))).toBe(true);
  expect(isEnginePanic(toEngineError(new Error(api("Unknown error"))))).toBe(false);
  expect(isEnginePanic(undefined)).toBe(false);
});
