import { chances } from "../../tests/fakes/chances.ts";

/** Texts as people write them: few words often, many words seldom, in two alphabets. */

const SYLLABLES =
  "ba be bi bo ca ce co cu da de di do fa fi ga go la le li lo lu ma me mi mo na ne no pa pe po ra re ri ro sa se so ta te to va ve za ción ñan sté mú".split(
    " ",
  );
const KANA =
  "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん";
const KANJI =
  "日本人年大出中学生国会月時分上東京行見山川田名前高校長安店車駅電話友達明後今朝夜雨天気食飲";
const WORDS = 40_000;
const JAPANESE_SHARE = 0.1;

export type Corpus = {
  /** One more text. */
  text(): string;
  /** One of the words, the frequent ones more often. */
  word(): string;
  /** Two signs that follow each other in Japanese texts. */
  pair(): string;
};

/** The same texts each time. */
export function createCorpus(seed = 7): Corpus {
  const chance = chances(seed);
  const oneOf = <T>(all: ArrayLike<T>) => all[Math.floor(chance() * all.length)] as T;
  const many = <T>(count: number, make: () => T) => Array.from({ length: count }, make);
  const vocabulary = many(WORDS, () =>
    many(1 + Math.floor(chance() * 4), () => oneOf(SYLLABLES)).join(""),
  );
  // Zipf's law: the n-th word is n times rarer than the first.
  const word = () => vocabulary[Math.floor(Math.exp(chance() * Math.log(WORDS))) - 1] ?? "a";
  const sign = () => (chance() < 0.4 ? oneOf(KANJI) : oneOf(KANA));
  const japanese = () => many(8 + Math.floor(chance() * 20), sign).join("");
  return {
    text: () =>
      chance() < JAPANESE_SHARE ? japanese() : many(3 + Math.floor(chance() * 18), word).join(" "),
    word,
    pair: () => `${oneOf(KANJI)}${sign()}`,
  };
}
