/** @import { SeenCall } from "../core/seen-call.ts" */
import { toneOf } from "./words.js";

/**
 * What is to be seen. Empty strings let everything through; `text` is words of which each has to be
 * somewhere in what is known of a call; `code` is a gRPC status, or `refused` for all errors.
 *
 * @typedef {{ text: string, rpc: string, code: string, topic: string }} Filter
 */

/** @type {Readonly<Filter>} */
export const EVERYTHING = { text: "", rpc: "", code: "", topic: "" };

/** @type {WeakMap<SeenCall, string>} */
const haystacks = new WeakMap();

/** All that is known of a call, in small letters; made when it is first searched. @param {SeenCall} event */
function haystackOf(event) {
  let text = haystacks.get(event);
  if (text === undefined) {
    text = JSON.stringify(event).toLowerCase();
    haystacks.set(event, text);
  }
  return text;
}

/**
 * Whether a call is to be seen.
 *
 * @param {Filter} filter
 * @returns {(event: SeenCall) => boolean}
 */
export function createMatcher({ text, rpc, code, topic }) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (event) =>
    (rpc === "" || event.rpc === rpc) &&
    (code === "" || event.code === code || (code === "refused" && toneOf(event.code) === code)) &&
    (topic === "" || isAbout(event, topic)) &&
    words.every((word) => haystackOf(event).includes(word));
}

/**
 * @param {SeenCall} event
 * @param {string} topic
 */
function isAbout({ topics }, topic) {
  return topics.shown.some(({ id }) => id === topic);
}
