import unhomoglyph from "unhomoglyph";
import { normalize } from "viem/ens";
import { ParleyError } from "@/lib/errors/base.ts";
import { type EnsName, looksLikeName, type NamedLook, type NameMark } from "../core/names.ts";

/**
 * Typed text as the one form that its name has (ENSIP-15), and how that looks.
 *
 * @throws ParleyError `name.invalid` for what can be nobody's name.
 */
export function lookOf(text: string): NamedLook {
  const name = normalised(text.trim());
  return { name, skeleton: skeletonOf(name), marks: marksOf(name) };
}

/** A name from a chain: only in its one form is it a name; any other is a trick. */
export function lookOfStored(text: string): NamedLook | undefined {
  try {
    const look = lookOf(text);
    return look.name === text ? look : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Letters, digits and single hyphens, as nearly all names are: their one form is their lower case.
 * The tables for everything else take a tenth of a second to unfold, on the thread that draws.
 */
const PLAIN = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+$/;

function normalised(text: string): EnsName {
  if (!looksLikeName(text)) throw new ParleyError("name.invalid", "Not a name");
  const lowerCase = text.toLowerCase();
  if (PLAIN.test(lowerCase)) return lowerCase as EnsName;
  try {
    return normalize(text) as EnsName;
  } catch (cause) {
    throw new ParleyError("name.invalid", "The name does not normalise (ENSIP-15)", { cause });
  }
}

/**
 * What a name looks like at a glance (UTS 39, section 4), accents and the case of its prototypes
 * left away: `vita1ik.eth` and `vitalík.eth` give the same as `vitalik.eth`.
 */
export function skeletonOf(name: string): string {
  return unhomoglyph(name.normalize("NFD").replace(/\p{M}/gu, ""))
    .replace(/\p{M}/gu, "")
    .toLowerCase();
}

function marksOf(name: EnsName): NameMark[] {
  const labels = name.replace(REGISTRY, "").split(".");
  const marks: NameMark[] = [];
  if (labels.some(isDisguised)) marks.push("disguised");
  if (mixesScripts(labels.join(""))) marks.push("mixed-scripts");
  return marks;
}

/** What a name ends with says nothing about its owner's alphabet. */
const REGISTRY = /(?:\.base)?\.[^.]+$/;

/** Natural in a Latin name, though they have prototypes: æ, and the one form of the apostrophe. */
const AT_HOME = /[\p{Script=Latin}\u2019]/gu;

/**
 * Reads as ASCII and is not: `bob∞.eth` is taken for `boboo.eth`. Letters of other alphabets that
 * pass for Latin never get here: such a name does not normalise (ENSIP-15).
 */
function isDisguised(label: string): boolean {
  const others = label.normalize("NFD").replace(AT_HOME, "");
  return !isAscii(others) && isAscii(unhomoglyph(others));
}

function isAscii(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text);
}

/** Scripts that one language writes together (UTS 39, section 5.2, highly restrictive). */
const TOGETHER = [
  ["Latin", "Han", "Hiragana", "Katakana"],
  ["Latin", "Han", "Bopomofo"],
  ["Latin", "Han", "Hangul"],
];

const SCRIPTS = [
  ...["Latin", "Greek", "Cyrillic", "Armenian", "Hebrew", "Arabic", "Devanagari", "Bengali"],
  ...["Thai", "Georgian", "Ethiopic", "Cherokee", "Tamil", "Telugu", "Khmer", "Lao", "Myanmar"],
  ...["Han", "Hiragana", "Katakana", "Bopomofo", "Hangul"],
].map((script) => ({ script, letter: new RegExp(`\\p{Script=${script}}`, "u") }));

function mixesScripts(label: string): boolean {
  const used = SCRIPTS.filter(({ letter }) => letter.test(label)).map(({ script }) => script);
  return used.length > 1 && !TOGETHER.some((set) => used.every((script) => set.includes(script)));
}
