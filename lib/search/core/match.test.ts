import { describe, expect, it } from "vitest";
import { matchText } from "./match.ts";
import { parseQuery } from "./query.ts";
import { SEARCHED_LENGTH, termsOf } from "./tokens.ts";

/** What of a text is marked for what was typed; undefined when it is not found. */
function marked(text: string, typed: string): string[] | undefined {
  const query = parseQuery(typed);
  return query && matchText(text, query)?.map(({ start, end }) => text.slice(start, end));
}

/** What grows with the square of the text takes minutes; a busy machine does not. */
const FOR_EVER_MS = 20_000;

describe("what is found", () => {
  it.each([
    ["¿Vienes mañana a la estación?", "manana estacion", ["mañana", "estación"]],
    ["¿Vienes mañana a la estación?", "ESTACIÓN MAÑANA", ["mañana", "estación"]],
    ["Die Straßenbahn fährt", "strasse", ["Straße"]],
    ["東京タワーに行ったよ", "タワー", ["タワー"]],
    ["東京タワーに行ったよ", "東京 行った", ["東京", "行った"]],
    ["東京タワーに行ったよ", "よ", ["よ"]],
    ["東京タワーに行ったよ", "東 京", ["東京"]],
    ["東京タワーに行ったよ", "京", ["京"]],
    ["ﾀﾜｰに行った", "タワー", ["ﾀﾜｰ"]],
    ["ไปเที่ยวกันไหม", "เที่ยว", ["เที่ยว"]],
    ["안녕하세요 세계", "세계", ["세계"]],
    ["안녕하세요 세계", "안녕", ["안녕"]],
    ["안녕하세요 세계", "안녀", ["안녕"]],
    ["שָׁלוֹם לכולם", "שלום", ["שָׁלוֹם"]],
    ["السلام عليكم يا مُحَمَّد", "محمد", ["مُحَمَّد"]],
    ["great 👍🏽 work", "👍", ["👍🏽"]],
    ["great 👍 work", "👍🏿", ["👍"]],
    ["we are 👨‍👩‍👧", "👨", ["👨‍👩‍👧"]],
    ["see https://Example.org/Path?q=1", "example.org/pa", ["Example", "org", "Pa"]],
    ["don't", "don't", ["don", "t"]],
    ["l’école", "ecole", ["école"]],
    ["e\u0301cole", "école", ["e\u0301cole"]],
    ["aaa aab aac", "aa", ["aa", "aa", "aa"]],
    ["to 0xAbCdEf0123456789abcdef0123456789abcdef01", "0xabcdef01", ["0xAbCdEf01"]],
  ])("in “%s” for “%s”", (text, typed, parts) => {
    expect(marked(text, typed)).toEqual(parts);
  });

  it.each([
    ["the last word alone may be unfinished", "harbour tomorrow", "harb tomorrow"],
    ["all words have to be there", "harbour tomorrow", "harbour today"],
    ["a word is found by its beginning only", "harbour", "arbour"],
    ["signs of one stretch have to stand together", "京都と東北", "東京"],
    ["the voicing of kana counts", "かき", "がき"],
  ])("not everything: %s", (_, text, typed) => {
    expect(marked(text, typed)).toBeUndefined();
  });

  it.each(["", "   ", "?!…", "\u200b\u00ad"])("nothing for “%s”", (typed) => {
    expect(parseQuery(typed)).toBeUndefined();
  });

  it("looks at the beginning of a huge message, and at the whole of a long word's", () => {
    const text = `${"x".repeat(SEARCHED_LENGTH)} end`;
    expect(marked(text, "end")).toBeUndefined();
    expect(marked(text, "x".repeat(60))).toHaveLength(1);
  });

  it("takes no longer for noise than for words", () => {
    const startedAt = performance.now();
    for (const noise of ["👨‍", "\u200d", "é\u0301", "ท่", "a.", "🏴󠁧"]) termsOf(noise.repeat(10_000));
    expect(performance.now() - startedAt).toBeLessThan(FOR_EVER_MS);
  });
});
