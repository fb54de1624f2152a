// Cuts text into the words that search knows: the twin of thidua/search/analyser.py, held to it by tests/search/words.json.

const LONGEST = 64;
const TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"];
const QUALITIES = { a: "\u0306\u0302", e: "\u0302", o: "\u0302\u031b", u: "\u031b" };
const FORMS = 251;

const UNWANTED =
  /[\0-\b\v-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]/gu;
const WORD = "[\\p{L}\\p{N}\\u0300-\\u036f]";
const LETTER = "[\\p{L}\\p{Nl}\\p{No}]";
const ITEM = [
  `t[px]\\.[bcdfghjklmnpqrstvwxzđ]+(?!${WORD})`,
  `${LETTER}(?:\\.${LETTER})+(?!${WORD})`,
  `(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4})(?!${WORD}|-)`,
  `[0-9]+(?:/[0-9]{4})?[-/]${LETTER}${WORD}*(?:[-/]${WORD}+)*`,
  `[0-9]+(?:[.,:/][0-9]+)*${WORD}*`,
  `[\\p{L}\\p{N}]${WORD}*`,
].join("|");
const DOCUMENT = new RegExp(`^[0-9]+(?:/[0-9]{4})?[-/]${LETTER}`, "u");
let item = null; // the expression, which browsers take long to prepare, once a chunk is not as SIMPLE says
const AROUND = "[!\"#$()*,.:;<=>?@[\\]^{|}~“”„«»…]*";
const SIMPLE = new RegExp(`^(${AROUND})([a-z\u00df-\u00f6\u00f8-\u024f\u1ea0-\u1ef9]+|[0-9]+)(${AROUND})$`);
const NOT_JOINING = /[^-'\x60&+_%\u2019\u02bc\u2010\u2011]/;
const LOOKALIKES = new Map(Array.from("аеорсхукмтнвіјѕԁһԛԝɡðɖοαε", (letter, place) => [letter, "aeopcxykmthbijsdhqwgđđoae"[place]]));
const DASH = /[\u2010\u2011\u2013]/;
const INNER_DASH = /([\p{L}\p{N}])[\u2010\u2011\u2013](?=[\p{L}\p{N}])/gu; // word processors make one of a hyphen
const LOOKALIKE = new RegExp(`[${[...LOOKALIKES.keys()].join("")}]`, "gu");

/** Returns the text as it is stored: NFC, lines ended by \n, nothing that cannot be seen. */
export function normalize(text) {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[\v\f\x85]/g, " ")
    .replace(UNWANTED, "")
    .normalize("NFC");
}

/** Returns the text in lower case without marks, đ as d. */
export function fold(text) {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[đðɖ]/g, "d")
    .normalize("NFC");
}

/** Returns what a word is found by: in lower case without marks, and one of kỹ and kĩ, quý and quí. */
export function folded(word) {
  const found = fold(word);
  return /^([bcdfghjklmnpqrstvwxz]+|qu)y$/.test(found) ? `${found.slice(0, -1)}i` : found;
}

/** Returns the words of a text without white space, "" between clauses. */
export function cut(chunk) {
  return pieces(chunk).map((piece) => piece.word);
}

/** Returns the same with the places where each word begins and ends in the chunk in lower case. */
function pieces(chunk) {
  let lowered = chunk
    .toLowerCase()
    .normalize("NFC")
    .replace(LOOKALIKE, (letter) => LOOKALIKES.get(letter));
  if (DASH.test(lowered)) lowered = lowered.replace(INNER_DASH, "$1-");
  const simple = SIMPLE.exec(lowered);
  const found = [];
  if (simple) {
    const [, before, word, after] = simple;
    if (before) found.push({ word: "" });
    found.push({ word: canonical(word), start: before.length, end: before.length + word.length });
    if (after) found.push({ word: "" });
    return found;
  }
  let end = 0;
  item ??= new RegExp(ITEM, "gu");
  for (const match of lowered.matchAll(item)) {
    if (NOT_JOINING.test(lowered.slice(end, match.index))) found.push({ word: "" });
    end = match.index + match[0].length;
    found.push({ word: canonical(match[0]), start: match.index, end });
  }
  if (NOT_JOINING.test(lowered.slice(end))) found.push({ word: "" });
  return found;
}

const shortened = (word) => (word.length > LONGEST ? Array.from(word).slice(0, LONGEST).join("") : word);

function canonical(word) {
  let short = shortened(word);
  if (!/^[0-9]/.test(short)) return short;
  const iso = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(short);
  if (iso) short = `${iso[3]}/${iso[2]}/${iso[1]}`;
  else if (/^[0-9]{1,2}([-.])[0-9]{1,2}\1[0-9]{4}$/.test(short)) short = short.replace(/[-.]/g, "/");
  else if (/^[0-9]{1,3}(?:\.[0-9]{3})+$/.test(short)) short = short.replace(/\./g, "");
  else if (DOCUMENT.test(short)) short = short.replace(/-/g, "/");
  return short.replace(/(^|[^0-9.,])0+(?=[0-9])/g, "$1");
}

/** Returns the marks of a word as a number: the qualities of its letters as digits, the tone as the last one. */
export function marksOf(word) {
  const apart = word.normalize("NFD");
  let marks = 0;
  let tone = 0;
  for (let place = 0; place < apart.length; place += 1) {
    const sign = apart[place];
    if (sign in QUALITIES) {
      let quality = 0;
      for (let next = place + 1; /[\u0300-\u036f]/.test(apart[next] || ""); next += 1) {
        quality = QUALITIES[sign].indexOf(apart[next]) + 1 || quality;
      }
      marks = (marks * (QUALITIES[sign].length + 1) + quality) % FORMS;
    } else if (sign === "d" || sign === "đ") {
      marks = (marks * 2 + (sign === "đ" ? 1 : 0)) % FORMS;
    } else if (TONES.includes(sign)) {
      tone = TONES.indexOf(sign);
    }
  }
  return (marks * TONES.length + tone) % FORMS;
}

/**
 * Returns a text cut in pieces, `{text, hit}`: words of `runs` told apart that stand beside a neighbour of theirs, figures and words that are
 * alone in their run anywhere; of a word typed with marks only with the same ones.
 */
export function marked(text, runs) {
  const whole = normalize(text);
  const words = [];
  for (const { 0: chunk, index } of whole.matchAll(/\S+/g)) {
    if (chunk.toLowerCase().length !== chunk.length) continue;
    for (const { word, start, end } of pieces(chunk)) {
      words.push(word ? { folded: folded(word), marks: marksOf(word), start: index + start, end: index + end } : null);
    }
  }
  const begins = (word, { half, folded, written }) => half && (word.folded.startsWith(folded) || word.folded.startsWith(fold(written)));
  const is = (word, asked) =>
    word && asked && (begins(word, asked) || (word.folded === asked.folded && (asked.plain || asked.half || word.marks === asked.marks)));
  const isAsked = (place) =>
    runs.some((run) =>
      run.some((asked, at) => {
        if (!is(words[place], asked)) return false;
        return run.length === 1 || /^[0-9]/.test(asked.folded) || is(words[place - 1], run[at - 1]) || is(words[place + 1], run[at + 1]);
      })
    );
  const found = [];
  const add = (piece, hit) => {
    const last = found[found.length - 1];
    if (last && last.hit === hit) last.text += piece;
    else if (piece) found.push({ text: piece, hit });
  };
  let end = 0;
  words.forEach((word, place) => {
    if (!word) return; // a clause ends
    add(whole.slice(end, word.start), false);
    add(whole.slice(word.start, word.end), isAsked(place));
    end = word.end;
  });
  add(whole.slice(end), false);
  return found;
}

/** Returns the words of a text, clause by clause: `{folded, marks, plain, written}`; `plain` says that it was written without marks. */
export function clausesOf(text) {
  const clauses = [[]];
  for (const line of normalize(text).split("\n")) {
    for (const chunk of line.split(/\s+/)) {
      for (const word of cut(chunk)) {
        if (word) clauses[clauses.length - 1].push({ folded: folded(word), marks: marksOf(word), plain: word === fold(word), written: word });
        else clauses.push([]);
      }
    }
    clauses.push([]);
  }
  return clauses.filter((clause) => clause.length);
}
