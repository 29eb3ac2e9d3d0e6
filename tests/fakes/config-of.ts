import { type AppConfig, parseConfig } from "@/lib/config/parse-config.ts";

/** Random enough for a session secret. */
export const SECRET = "0123456789abcdef".repeat(4);

/** An environment that is right but for what a test says. */
export const withSecret = (environment: Record<string, string>) => ({
  PARLEY_SESSION_SECRET: SECRET,
  ...environment,
});

/** A node of one's own. */
export const NODE = {
  IPFS_RPC_URL: "http://kubo.test:5001",
  ARCHIVE_GATEWAY_URL: "https://files.test/",
};

/** What an environment says; throws with its problems. */
export function configOf(environment: Record<string, string>): AppConfig {
  const result = parseConfig(environment);
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return result.config;
}

/** The sentences of what is wrong in it. */
export function problemsOf(environment: Record<string, string>): string[] {
  const result = parseConfig(environment);
  return result.ok ? [] : result.problems;
}
