// What the check found, in plain words and in bounded memory: broken (不一致), open (要確認) or fine (一致).

const FINE = "fine";
const OPEN = "open";
const BROKEN = "broken";
const EXIT_CODES = { fine: 0, broken: 1, open: 2 };
const WORDS = { fine: ["一致", "matches"], open: ["要確認", "needs review"], broken: ["不一致", "does not match"] };

// A hostile package can hold a million faults; a person reads the first ones and a number.
const LISTED_PER_CODE = 100;

class Findings {
  constructor() {
    this.listed = [];
    this.counts = new Map();
    this.items = new Map();
  }

  broken(step, code, words) {
    this.add(step, BROKEN, code, words);
  }

  open(step, code, words) {
    this.add(step, OPEN, code, words);
  }

  fine(step, code, words) {
    this.add(step, FINE, code, words);
  }

  add(step, severity, code, { ja, en, subject = "", item = "" }) {
    const key = `${severity} ${code}`;
    const count = (this.counts.get(key) || 0) + 1;
    this.counts.set(key, count);
    if (item) this.items.set(item, worst(this.items.get(item) || FINE, severity));
    if (count <= LISTED_PER_CODE) this.listed.push({ step, severity, code, ja, en, subject, item });
  }

  verdict() {
    let result = FINE;
    for (const key of this.counts.keys()) result = worst(result, key.split(" ")[0]);
    return result;
  }

  anyBroken(...steps) {
    return this.listed.some((one) => one.severity === BROKEN && steps.includes(one.step));
  }

  unlisted() {
    const more = {};
    for (const [key, count] of this.counts) {
      if (count > LISTED_PER_CODE) more[key.split(" ")[1]] = count - LISTED_PER_CODE;
    }
    return more;
  }
}

/** The more serious of two severities. */
function worst(one, other) {
  const order = [FINE, OPEN, BROKEN];
  return order[Math.max(order.indexOf(one), order.indexOf(other))];
}

/** Text of a package so that it cannot pass for text of the page: no controls, no direction marks. */
function shown(text, most = 200) {
  const letters = [...text];
  const safe = letters
    .slice(0, most)
    .map((c) => (c !== " " && /[\p{C}\p{Z}]/u.test(c) ? `\\u${c.codePointAt(0).toString(16).padStart(4, "0")}` : c))
    .join("");
  return letters.length <= most ? safe : `${safe}…`;
}

/** An English sentence from its middle: capital letter in front, full stop behind. */
function sentence(en) {
  return `${en[0].toUpperCase()}${en.slice(1)}.`;
}
