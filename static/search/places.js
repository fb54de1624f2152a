// Where a pair of words lies in the index: the twin of thidua/search/places.py.

const CUTS = (
  "bac bang be buoi can chi chia chon coi cong cu cuc dang de dia dip don dua duoi gh han hieu hoc huo khai khoa khu lac lan loi mac mon " +
  "mui na neu nghia nhun nuoi phap que ron so t ten thao thi thic thuon ti ton tri tru truy u vai vien"
).split(" ");
const FIGURES = 10;
const ONSETS = " b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split(" ");
const RIMES = (
  "a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu " +
  "o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong ooc oong op ot u ua uac uach uai uam uan uang " +
  "uanh uao uap uat uay uc ue uech uem uen uenh ueo uet ueu ui uich uin uinh uip uit um un ung uo uoc uoi uom uon uong uop uot uou up " +
  "ut uu uy uya uych uyen uyet uyn uynh uyp uyt uyu y yc ych yec yem yen yeng yet yeu ym yn yng ynh yp yt yu"
).split(" ");

export const RANKS = FIGURES + CUTS.length + 1;
const SIDES = 4096;
const FIRST = 1 + ONSETS.length * RIMES.length;
const BY_LENGTH = ONSETS.map((onset, place) => place).sort((one, other) => ONSETS[other].length - ONSETS[one].length);

/** Returns the FNV-1a hash of a word. */
export function hashOf(word) {
  let found = 0x811c9dc5;
  for (let place = 0; place < word.length; place += 1) found = Math.imul(found ^ word.charCodeAt(place), 0x01000193);
  return found >>> 0;
}

const isFigure = (word) => word >= "0" && word < ":";

/** Returns the rank of a word among RANKS. */
export const rankOf = (word) => (isFigure(word) ? hashOf(word) % FIGURES : FIGURES + CUTS.filter((cut) => cut <= word).length);

/** Returns the ranks from and to which the words lie that begin with a prefix; of a figure its own alone. */
export const ranksOf = (prefix) => [rankOf(prefix), isFigure(prefix) ? rankOf(prefix) : rankOf(`${prefix}\uffff`)];

/** Tells whether a folded word is a syllable that Vietnamese spelling knows. */
export const isSyllable = (word) => place(word) > 0;

function place(word) {
  for (const onset of BY_LENGTH) {
    if (word.startsWith(ONSETS[onset])) {
      const rime = RIMES.indexOf(word.slice(ONSETS[onset].length));
      if (rime >= 0) return 1 + onset * RIMES.length + rime;
    }
  }
  return 0;
}

/** Returns the number of a folded word as a neighbour. */
export const sideOf = (word) => place(word) || FIRST + (hashOf(word) % (SIDES - FIRST));
