// What a reader may have meant who typed something else: the nearest of the pairs that are on most pages.

import { clausesOf, folded } from "./analyser.js";

const SHORT = 4; // what has fewer letters is near to anything
const LONG = 10;

/** Returns a query, `asked` and as `text`, with what no page has put right, and all else as it was asked; null where nothing is near. */
export async function nearest(segments, { runs, without }, surveys) {
  const common = new Map();
  for (const pairs of await Promise.all(segments.map((segment) => segment.json("near")))) {
    for (const pair of pairs || []) {
      const found = pair.split(" ").map(folded).join(" ");
      if (!common.has(found)) common.set(found, pair);
    }
  }
  const meant = runs.map((run, place) => {
    const { words, exact } = run;
    const found = words.map((word) => word.written);
    const { counts, singleCounts } = surveys[place];
    if (words.length === 1 && !singleCounts[0]) {
      const singles = new Map();
      for (const [text, pair] of common) text.split(" ").forEach((word, part) => singles.has(word) || singles.set(word, pair.split(" ")[part]));
      found[0] = best(words[0].folded, singles, exact) || joined(words[0].folded, common) || found[0];
    }
    for (let pair = 0; pair + 1 < words.length; pair += 1) {
      const near = !counts[pair] && best(`${words[pair].folded} ${words[pair + 1].folded}`, common, exact);
      if (!near || found[pair] !== words[pair].written) continue;
      const [one, other] = near.split(" ");
      const right = (place, word) => folded(word) === words[place].folded || !isIn(place, counts);
      if (right(pair, one) && right(pair + 1, other)) [found[pair], found[pair + 1]] = [one, other];
    }
    const changed = found.some((text, word) => text !== words[word].written);
    return changed ? { ...run, words: found.flatMap((text, word) => (text === words[word].written ? words[word] : clausesOf(text).flat())) } : run;
  });
  if (meant.every((run, place) => run === runs[place])) return null;
  const left = without.map((run) => (run.words.length > 1 ? `-"${written(run)}"` : `-${written(run)}`));
  return { asked: { runs: meant, without, open: false, something: true }, text: [meant.map(requoted).join(" "), ...left].join(" ") };
}

const written = ({ words }) => words.map((word) => word.written).join(" ");

/** Returns a run as it is typed; between two runs that are not quoted a clause ends. */
const requoted = (run, place, runs) => {
  const next = runs[place + 1];
  const isQuoted = ({ phrase, exact }) => phrase || exact;
  return isQuoted(run) ? `"${written(run)}"` : next && !isQuoted(next) ? `${written(run)},` : written(run);
};

/** Tells whether a word is one of a pair that some page has: then it is meant as it stands. */
const isIn = (place, counts) => counts[place - 1] > 0 || counts[place] > 0;

/** Returns the pair that was typed without a space between its words. */
const joined = (typed, pairs) => [...pairs].find(([found]) => found.replace(" ", "") === typed)?.[1];

/** Returns the most frequent of the texts that differ least from what was typed; where marks count, that which has others. */
function best(typed, texts, exact) {
  if (exact && texts.has(typed)) return texts.get(typed);
  if (typed.length < SHORT) return null;
  let nearest = null;
  let least = typed.length < LONG ? 1 : 2;
  for (const [found, text] of texts) {
    const differs = distance(typed, found, least);
    if (differs && (differs < least || (differs === least && !nearest))) [nearest, least] = [text, differs];
  }
  return nearest;
}

/** Returns how many letters must be put in, left out, changed or swapped to make one text the other; more than `most` if it is more. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, place) => place)];
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let least = Math.min(last[column] + 1, next[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) least = Math.min(least, before[column - 2] + 1);
      next.push(least);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, last] = [last, next];
  }
  return last[other.length];
}
