import type { EnsName } from "../core/names.ts";
import { type Answer, isUntold, type ReadChain } from "./chain-reader.ts";
import { entryOf, type NameEntry, type NameSource } from "./name-source.ts";
import {
  holderCall,
  isOffChain,
  primaryNameCall,
  readHolder,
  readPrimaryName,
  readText,
  textCall,
} from "./universal-resolver.ts";

/** ENS on the chain that `read` reads, through its universal resolver. */
export function createEnsSource(read: ReadChain): NameSource {
  return {
    async claimedNames(addresses) {
      const answers = await read(addresses.map(primaryNameCall));
      return new Map(
        addresses.flatMap((address, index) => {
          const answer = answers[index];
          return isUntold(answer) ? [] : [[address, readPrimaryName(answer)] as const];
        }),
      );
    },
    async entries(names) {
      const answers = await read(
        names.flatMap((name) => [holderCall(name), textCall(name, "avatar")]),
      );
      return new Map(
        names.flatMap((name, index) => {
          const entry = readEntry(answers[index * 2], answers[index * 2 + 1]);
          return entry ? [[name, entry] as [EnsName, NameEntry]] : [];
        }),
      );
    },
  };
}

function readEntry(holder: Answer | undefined, avatar: Answer | undefined): NameEntry | undefined {
  if (isOffChain(holder)) return { holder: { kind: "off-chain" } };
  return isUntold(holder) ? undefined : entryOf(readHolder(holder), readText(avatar));
}
