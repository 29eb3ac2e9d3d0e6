import { parleyUrl } from "./app/parley-url.ts";

/** A server with a wrong setting says so when it starts, not when somebody opens the chat. */
export function register() {
  parleyUrl();
}
