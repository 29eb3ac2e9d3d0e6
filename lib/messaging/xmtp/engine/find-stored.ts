import type { Client, DecodedMessage, EncodedContent } from "@xmtp/wasm-bindings";

/** A message of the store, read and put together; undefined when it is not there. */
export async function findStored(client: Client, id: string): Promise<DecodedMessage | undefined> {
  try {
    return await client.conversations().findEnrichedMessageById(id);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** A message's content as it was sent. */
export type EncodedOf = (messageId: string) => EncodedContent | undefined;

/** What the engine makes of a content leaves its parameters out. */
export function encodedIn(client: Client): EncodedOf {
  return (id) => {
    try {
      return client.conversations().findMessageById(id).content;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  };
}

function isNotFound(error: unknown): boolean {
  return /not ?found/i.test(String(error));
}
