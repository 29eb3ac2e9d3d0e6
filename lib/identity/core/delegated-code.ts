/** How the code of a key's account begins that has lent itself a contract's (EIP-7702). */
const DELEGATION = /^0xef0100[0-9a-f]{40}$/i;

/** Whether code makes no contract of an account whose key goes on signing for it. */
export function isDelegatedCode(code: string | undefined): boolean {
  return code !== undefined && DELEGATION.test(code);
}
