import { expect, it } from "vitest";
import { splitRecipients } from "./split-recipients.ts";

it.each([
  ["", []],
  ["  0xabc ", []],
  ["ana.eth", []],
  ["0xabc, 0xdef", ["0xabc", "0xdef"]],
  ["0xabc\n0xdef;\tana.eth \n", ["0xabc", "0xdef", "ana.eth"]],
])("finds the recipients in %j", (text, recipients) => {
  expect(splitRecipients(text)).toEqual(recipients);
});
