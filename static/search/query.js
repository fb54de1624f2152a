// What a reader asks for: words that must be there, next to each other or not, phrases in quotation marks, and words that must not.

import { clausesOf, normalize } from "./analyser.js";

const MOST_LETTERS = 1000;
const MOST_WORDS = 16;
const QUOTED = /(^|\s)(-?)["“”„]([^"“”„]*)(["“”„]|$)/g;

/**
 * Returns `{runs, without, open}`: runs of words that were typed one after another, `{words, phrase, exact}` each; the same for what must
 * not be there; and whether the last word may be typed half. `exact`: only with the marks that were typed. `something`: not blank.
 */
export function parse(text) {
  const query = normalize(String(text)).slice(0, MOST_LETTERS);
  const runs = [];
  const without = [];
  const add = (part, phrase, not) => {
    for (const words of clausesOf(part)) (not ? without : runs).push({ ...asWritten(words, phrase || not), phrase: phrase && words.length > 1 });
  };
  let end = 0;
  const plain = (part) => {
    let start = 0;
    for (const match of part.matchAll(/(^|\s)[-−–]([^\s-][^\s]*)/g)) {
      add(part.slice(start, match.index), false, false);
      add(match[2], false, true);
      start = match.index + match[0].length;
    }
    add(part.slice(start), false, false);
  };
  for (const match of query.matchAll(QUOTED)) {
    plain(query.slice(end, match.index));
    add(match[3], true, match[2] === "-");
    end = match.index + match[0].length;
  }
  const before = runs.length;
  plain(query.slice(end));
  const kept = limited(runs);
  const whole = kept.length === runs.length && kept.every(({ words }, place) => words.length === runs[place].words.length);
  const open = whole && runs.length > before && /(?:^|\s)(?![-−–])\S*[\p{L}\p{N}\u0300-\u036f]$/u.test(query);
  return { runs: kept, without: limited(without), open, something: query.trim() !== "" };
}

/** Returns a run whose marks count if it is quoted or left out and any word has some: then a word without marks is meant so, too. */
function asWritten(words, strict) {
  const exact = strict && words.some((word) => !word.plain);
  return { words: exact ? words.map((word) => ({ ...word, plain: false })) : words, exact };
}

function limited(runs) {
  let left = MOST_WORDS;
  const kept = [];
  for (const { words, phrase, exact } of runs) {
    if (left > 0) kept.push({ words: words.slice(0, left), phrase: phrase && left > 1, exact });
    left -= words.length;
  }
  return kept;
}
