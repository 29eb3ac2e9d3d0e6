import { ParleyError } from "@/lib/errors/base.ts";
import type { WalletOption, Wallets } from "../ports.ts";

/** Several sources of wallets as one, in the order given. */
export function combineWallets(sources: readonly Wallets[]): Wallets {
  const owners = new Map<string, Wallets>();
  return {
    onOptions: (listener) => {
      const told = sources.map((): readonly WalletOption[] => []);
      let isComplete = false;
      const tell = () => {
        if (isComplete) listener(told.flat());
      };
      const ends = sources.map((source, index) =>
        source.onOptions((options) => {
          told[index] = options;
          for (const { id } of options) owners.set(id, source);
          tell();
        }),
      );
      isComplete = true;
      tell();
      return () => {
        for (const end of ends) end();
      };
    },
    connect: async (optionId, callbacks) => {
      const owner = owners.get(optionId) ?? sources.find((source) => offers(source, optionId));
      if (!owner) throw new ParleyError("wallet.unavailable", "There is no such wallet");
      return owner.connect(optionId, callbacks);
    },
  };
}

/** Right now: nobody may have listened to what there is. */
function offers(source: Wallets, optionId: string): boolean {
  let isThere = false;
  source.onOptions((options) => {
    isThere = options.some(({ id }) => id === optionId);
  })();
  return isThere;
}
