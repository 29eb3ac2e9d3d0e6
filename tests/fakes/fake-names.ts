import { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { EnsName, FoundName, NameHolder } from "@/lib/identity/core/names.ts";
import { lookOf, lookOfStored } from "@/lib/identity/names/name-look.ts";
import type { Names } from "@/lib/identity/ports.ts";

/** A chain with names on it, in memory; what people do there is a method each. */
export class FakeNames implements Names {
  readonly #holders = new Map<string, NameHolder>();
  readonly #claims = new Map<Address, string>();
  readonly #avatars = new Map<string, string>();
  #isDown = false;
  /** How often the chain was asked. */
  questions = 0;

  point(name: string, address: Address): void {
    this.#holders.set(name, { kind: "address", address });
  }

  expire(name: string): void {
    this.#holders.delete(name);
  }

  keepOffChain(name: string): void {
    this.#holders.set(name, { kind: "off-chain" });
  }

  /** The address says that this is its name; whether that is true is for others to check. */
  claim(address: Address, name: string): void {
    this.#claims.set(address, name);
  }

  drawAvatar(name: string, text: string): void {
    this.#avatars.set(name, text);
  }

  goDown(): void {
    this.#isDown = true;
  }

  goUp(): void {
    this.#isDown = false;
  }

  async resolve(text: string) {
    const look = lookOf(text);
    this.#ask();
    const holder = this.#holderOf(look.name);
    if (holder.kind === "address") return { ...look, address: holder.address };
    throw new ParleyError(holder.kind === "nobody" ? "name.unknown" : "name.off-chain", text);
  }

  async findNames(addresses: readonly Address[]) {
    this.#ask();
    return new Map(addresses.map((address) => [address, this.#proven(address)] as const));
  }

  async findHolders(names: readonly EnsName[]) {
    if (names.length > 0) this.#ask();
    return new Map(names.map((name) => [name, this.#holderOf(name)] as const));
  }

  #proven(address: Address): FoundName | undefined {
    const look = lookOfStored(this.#claims.get(address) ?? "");
    const holder = look && this.#holderOf(look.name);
    if (!look || holder?.kind !== "address" || holder.address !== address) return undefined;
    const avatarText = this.#avatars.get(look.name);
    return { ...look, ...(avatarText && { avatarText }) };
  }

  #holderOf(name: string): NameHolder {
    return this.#holders.get(name) ?? { kind: "nobody" };
  }

  #ask(): void {
    this.questions += 1;
    if (this.#isDown) throw new ParleyError("name.unreachable", "The chain is down");
  }
}
