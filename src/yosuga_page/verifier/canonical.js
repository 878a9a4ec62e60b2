// The canonical JSON of parts B and C as a grammar: a line either matches sign for sign or it is not an event.

const MOST_DIGITS = 15;

// `"` and `\` and U+0000 to U+001F are escaped, each in one way only; every other character stands for itself.
const ESCAPE = String.raw`\\(?:["\\bfnrt]|u00(?:0[0-7be-f]|1[0-9a-f]))`;
const ANY = String.raw`[^"\\\x00-\x1f]*`;
const sticky = (pattern) => new RegExp(pattern, "y");
const TEXT = sticky(`"(${ANY}(?:${ESCAPE}${ANY})*)"`);
const HASH = sticky(`"([0-9a-f]{64})"`);
const COUNT = sticky(`(0|[1-9][0-9]{0,${MOST_DIGITS - 1}})`);
const WORD = sticky(String.raw`"([^"\\\x00-\x1f\x7f-\x9f]+)"`); // a word has no control character either
const DATE = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
const MOMENT = sticky(String.raw`"(${DATE}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z)"`);
const TYPE = sticky(
  `"(case_open|capture|import|derive|annotate|export|transfer|receive|anchor|checkpoint_seen|key_change|clock_jump|` +
    `erase|restore|verify_fail|correction)"`,
);

// Part B's table, sorted by code point as the line is; a "?" marks a key that may be absent.
const EVENT_KEYS = [
  ["actor", WORD],
  ["anchor", sticky(`"([0-9a-f]{64}|none)"`)],
  ["at_device", MOMENT],
  ["authority?", WORD],
  ["boot", sticky(`"([0-9a-f]{16})"`)],
  ["case", sticky(`"(C-[0-9A-HJKMNP-TV-Z]{8})"`)],
  ["clock_src", WORD],
  ["eid?", sticky(`"(E(?:(?!0000)[0-9]{4}|[1-9][0-9]{4,8}))"`)],
  ["head?", HASH],
  ["items?", TEXT],
  ["method", WORD],
  ["mono_us", COUNT],
  ["note?", TEXT],
  ["parent?", HASH],
  ["prev", sticky(`"(.{64})"`)], // compared with a leaf in hex, which says more than any pattern
  ["purpose?", TEXT],
  ["recipient?", TEXT],
  ["record?", HASH],
  ["role", WORD],
  ["salt", sticky(`"([0-9a-f]{32})"`)],
  ["seq", COUNT],
  ["sha256?", HASH],
  ["size?", COUNT],
  ["time?", MOMENT],
  ["tool", WORD],
  ["total?", COUNT],
  ["type", TYPE],
  ["tz", sticky(`"([+-](?:0[0-9]|1[0-4]):[0-5][0-9])"`)],
  ["url?", TEXT],
  ["v", sticky("(1)")],
  ["verdict?", sticky(`"(COMPLETE|PARTIAL|FAILED)"`)],
].map(([name, pattern]) => ({ name: name.replace("?", ""), pattern, optional: name.endsWith("?") }));

/** The values of an event's line as they are written (escapes unresolved), or null when it is no event of part B. */
function parseEvent(line) {
  if (line[0] !== "{") return null;
  const values = {};
  let at = 1;
  for (const { name, pattern, optional } of EVENT_KEYS) {
    const key = `${at > 1 ? "," : ""}"${name}":`;
    if (line.startsWith(key, at)) {
      pattern.lastIndex = at + key.length;
      const match = pattern.exec(line);
      if (!match) return null;
      values[name] = match[1];
      at = pattern.lastIndex;
    } else if (!optional) {
      return null;
    }
  }
  return line.slice(at) === "}" ? values : null;
}

/** The text of bytes when they are UTF-8 in NFC, as every canonical line is; null otherwise. */
function canonicalText(bytes) {
  let text;
  try {
    text = decoded(bytes);
  } catch {
    return null;
  }
  if (isComposed(text)) return text;
  // The letter of an escape is no letter of the text: `\n` before a combining mark must not count as n with that mark.
  const bare = text.replace(/\\(?:u00[0-9a-f]{2}|.)/g, "\0");
  return isComposed(bare) ? text : null;
}

/** The value of a text of an event, its escapes resolved. */
function resolved(raw) {
  return raw.includes("\\") ? JSON.parse(`"${raw}"`) : raw;
}

/** Parse canonical JSON. Throws Error for anything that has another spelling, too large a number or a float. */
function parseCanonical(bytes) {
  const text = canonicalText(bytes);
  if (text === null) throw new Error("not UTF-8 in NFC");
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error("not JSON");
  }
  // Catches white space, order, duplicate keys and second spellings at once.
  if (written(value, 0) !== text) throw new Error("not in canonical form");
  return value;
}

function written(value, depth) {
  if (depth > 3) throw new Error("nested too deep"); // part C: an object, a list, flat objects
  if (typeof value === "string") {
    if (/[\ud800-\udfff]/u.test(value)) throw new Error("half a character");
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    if (!Number.isInteger(value) || value < 0 || value >= 10 ** MOST_DIGITS) throw new Error("a number is not lawful");
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map((one) => written(one, depth + 1)).join(",")}]`;
  if (value === null || typeof value !== "object") return String(value);
  const keys = Object.keys(value).sort(byCodePoint);
  return `{${keys.map((key) => `${written(key, depth + 1)}:${written(value[key], depth + 1)}`).join(",")}}`;
}
