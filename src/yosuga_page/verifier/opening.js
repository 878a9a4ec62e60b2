// Step 1: takes in the files of a folder or a ZIP without trusting anything in them, and reads them piece by piece.

const MOST_FILES = 1000000;
const BLOCK = 1024 * 1024;

/** The package cannot be read as a whole; the finding's code and words come along. */
class BadPackage extends Error {
  constructor(code, ja, en) {
    super(en);
    Object.assign(this, { code, ja, en });
  }
}

/** A member is larger than anything lawful of its kind. */
class TooLarge extends Error {}

/** No such member. */
class Absent extends Error {}

/**
 * Open what was given: `zip` (a File) or `files` ([{path, file}], paths below the top folder).
 * Returns {name, places}, where places maps a path to {blob, size, crc}, or null when nothing can be read at all.
 */
async function openPackage(given, findings) {
  let places;
  try {
    places = given.zip ? await readZip(given.zip, findings) : fromFolder(given.files, findings);
  } catch (wrong) {
    if (wrong instanceof BadPackage) {
      findings.broken(1, wrong.code, { subject: given.name, ja: wrong.ja, en: wrong.en });
    } else if (wrong instanceof DOMException) {
      unreadable(findings, 1, given.name, wrong);
    } else {
      throw wrong;
    }
    return null;
  }
  checkPaths(places.keys(), findings);
  if (!findings.anyBroken(1)) {
    findings.fine(1, "opened", {
      ja: `安全に開けました（ファイル${places.size}件）。`,
      en: `Opened safely (${places.size} files).`,
    });
  }
  return { name: given.name, places };
}

/** More files than any package has: to take them all in would cost gigabytes. */
function tooMany() {
  return new BadPackage(
    "too-many-files",
    `ファイルが${MOST_FILES}件を超えています。証拠一式ではありません。`,
    `There are more than ${MOST_FILES} files. This is no evidence package.`,
  );
}

function fromFolder(files, findings) {
  const places = new Map();
  if (files.length > MOST_FILES) throw tooMany();
  for (const { path, file } of files) {
    if (places.has(path)) twins(path, path, findings);
    else places.set(path, { blob: file, size: file.size, crc: null });
  }
  return places;
}

async function bytesOf(blob) {
  return new Uint8Array(await blob.arrayBuffer());
}

/** A member's bytes. Throws Absent, TooLarge (more than `most` bytes), DOMException (unreadable). */
async function readSmall(package_, path, most) {
  const place = package_.places.get(path);
  if (!place) throw new Absent(path);
  if (place.size > most) throw new TooLarge(path);
  return bytesOf(place.blob);
}

/**
 * Give a member's lines (Uint8Array, without their LF), one after the other, to `take`, until it returns false.
 * What is no line (no LF at the end, or more than `longest` bytes) comes with a LF in front, which no grammar takes.
 */
async function eachLine(package_, path, longest, take) {
  const { blob, size } = package_.places.get(path);
  let rest = new Uint8Array(0);
  for (let at = 0; at < size; at += BLOCK) {
    const block = joined(rest, await bytesOf(blob.slice(at, at + BLOCK)));
    let begin = 0;
    for (let end = block.indexOf(10); end >= 0; end = block.indexOf(10, begin)) {
      if (take(block.subarray(begin, end)) === false) return;
      begin = end + 1;
    }
    rest = block.slice(begin);
    if (rest.length > longest) break;
  }
  if (rest.length) take(joined(new Uint8Array([10]), rest.subarray(0, longest)));
}

function joined(one, other) {
  const whole = new Uint8Array(one.length + other.length);
  whole.set(one);
  whole.set(other, one.length);
  return whole;
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of UTF-8 bytes. Throws TypeError when they are none. */
function decoded(bytes) {
  return UTF8.decode(bytes);
}

/** The text of bytes that may be no UTF-8: a byte that is no text is a lone surrogate, which no rule of ours takes. */
function decodedAnyway(bytes) {
  try {
    return decoded(bytes);
  } catch {
    let text = "";
    for (let at = 0; at < bytes.length; ) {
      const length = bytes[at] < 0x80 ? 1 : bytes[at] < 0xe0 ? 2 : bytes[at] < 0xf0 ? 3 : 4;
      const letter = decodedOrNothing(bytes.subarray(at, at + length));
      text += letter || String.fromCharCode(0xdc00 + bytes[at]);
      at += letter ? length : 1;
    }
    return text;
  }
}

function decodedOrNothing(bytes) {
  try {
    return decoded(bytes);
  } catch {
    return "";
  }
}

/** A file that cannot be read proves nothing, and is no proof of tampering either. */
function unreadable(findings, step, path, wrong) {
  findings.broken(step, "unreadable", {
    subject: path,
    item: itemOf(path),
    ja: `読み取れませんでした（${wrong.name}）。改ざんとは限りません。読める場所に写して、もう一度お試しください。`,
    en: `It could not be read (${wrong.name}). That is not proof of tampering. Copy it to a good place and try again.`,
  });
}

/** A member's bytes, or null after a finding that it is absent, too large or unreadable. */
async function member(package_, path, { most, step, item = "" }, findings) {
  let words;
  try {
    return await readSmall(package_, path, most);
  } catch (wrong) {
    if (wrong instanceof Absent) {
      words = { ja: "証明に必要なファイルがありません。", en: "A file the proof needs is missing." };
    } else if (wrong instanceof TooLarge) {
      words = {
        ja: "大きすぎて、この種のファイルではありえません。",
        en: "It is larger than any lawful file of its kind.",
      };
    } else if (wrong instanceof DOMException) {
      words = { ja: "読み取れませんでした。", en: `It could not be read (${wrong.name}).` };
    } else {
      throw wrong;
    }
  }
  findings.broken(step, "proof-file", { ...words, subject: path, item });
  return null;
}
