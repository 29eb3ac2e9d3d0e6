import { ParleyError } from "../errors/base.ts";
import { type AppConfig, parseConfig } from "./parse-config.ts";

let loaded: AppConfig | undefined;

/**
 * Gives the configuration of this server process, read once from `process.env`.
 *
 * Fails with `config.invalid` and every mistake in its message. `npm start` checks the same
 * before it starts anything, so this is for servers started another way.
 */
export function appConfig(): AppConfig {
  if (loaded) return loaded;
  const result = parseConfig(process.env);
  if (!result.ok) throw new ParleyError("config.invalid", result.problems.join("\n"));
  loaded = result.config;
  return loaded;
}

/** Whether this is `next dev`, where React needs a looser security policy. */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV === "development";
}
