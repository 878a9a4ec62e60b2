// The rules a path inside a package obeys, so that it means one thing on every system (format document, part A).

const LONGEST_PATH = 120;
const ID = "E(?:(?!0000)[0-9]{4}|[1-9][0-9]{4,8})";
// In front of the id, a paper for a court carries its mark: `甲001_E0001_投稿.pdf`, `甲002の1-3_E0003_…`.
const MARK = "[甲乙丙疎]{1,2}[0-9]{3,}(?:の[0-9]+)?(?:-[0-9]+)?_";
const ITEM = new RegExp(`^(?:${MARK})?(${ID})(?![0-9])`);

/** What is wrong with a path, in Japanese and English, or null when it is lawful. */
function fault(path) {
  if ([...path].length > LONGEST_PATH) {
    return [`${LONGEST_PATH}文字を超えています`, `longer than ${LONGEST_PATH} characters`];
  }
  if (/[\x00-\x1f\x7f-\x9f\ud800-\udfff]/u.test(path)) {
    return ["制御文字か、文字として読めないバイトを含みます", "holds control characters or bytes that are no text"];
  }
  if (!isComposed(path)) {
    return ["Unicode正規化形式NFCではありません", "is not in Unicode form NFC"];
  }
  if (/[<>:"\\|?*]/.test(path)) return ["使えない記号を含みます", "holds a forbidden sign"];
  if (/(?:^|\/)(?:\/|$)|[. ](?:\/|$)/.test(path)) {
    return [
      "フォルダーの外を指すか、末尾が「.」か空白です",
      "leads outside the folder, or a part ends in a dot or space",
    ];
  }
  return null;
}

// Where Unicode has added marks since version 13, and may add more. Two programs that know different versions must not
// disagree about a text: what stands there is left out of the question whether a text is in NFC.
const LATER = /[\u0870-\u08ff\u0c3c\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u{10000}-\u{10ffff}]/gu;

/** Whether a text is in Unicode form NFC, as every program sees it. */
function isComposed(text) {
  const known = text.replace(LATER, "\0");
  return known === known.normalize("NFC");
}

/** Step 1, part A: every path is lawful and no two are one after NFC and case folding. */
function checkPaths(paths, findings) {
  const folded = new Map();
  const folders = new Map();
  for (const path of paths) {
    const wrong = fault(path);
    if (wrong) {
      findings.broken(1, "bad-path", {
        subject: path,
        item: itemOf(path),
        ja: `ファイル名が規則に合いません: ${wrong[0]}。`,
        en: `The file name breaks the rules: it ${wrong[1]}.`,
      });
    }
    const key = fold(path);
    if (folded.has(key)) twins(path, folded.get(key), findings);
    else folded.set(key, path);
    for (let above = folderOf(key); above && !folders.has(above); above = folderOf(above)) folders.set(above, path);
  }
  for (const [folder, path] of folders) if (folded.has(folder)) twins(path, folded.get(folder), findings);
}

function twins(path, twin, findings) {
  findings.broken(1, "twin-path", {
    subject: path,
    item: itemOf(path),
    ja: `別のファイル（${shown(twin)}）と同じ名前として扱われる名前です。`,
    en: `This name counts as the same name as another file (${shown(twin)}).`,
  });
}

function folderOf(path) {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The form in which two paths must differ: NFC, case folded, NFC again. */
function fold(path) {
  return [...path.normalize("NFC")].map(foldLetter).join("").normalize("NFC");
}

/** Unicode's full case folding of one character; the upper case in between joins ſ with s, ß with ss and ς with σ. */
function foldLetter(letter) {
  if (letter < "\x80") return letter.toLowerCase();
  if (letter === "ı") return letter; // the one letter whose capital belongs to another
  return letter.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ");
}

/** The item id a path below `data/` or `proof/` carries in one of its parts, or an empty text. */
function itemOf(path) {
  for (const part of path.split("/").slice(1)) {
    const match = ITEM.exec(part);
    if (match) return match[1];
  }
  return "";
}

/** Whether a path is one of those the tagmanifest cannot hold, because they are made over it. */
function isSeal(path) {
  return !path.includes("/") && path.startsWith("seal.");
}

/** Compare two texts by code point, the order of manifests and canonical JSON. */
function byCodePoint(one, other) {
  const a = [...one];
  const b = [...other];
  for (let at = 0; at < a.length && at < b.length; at++) {
    if (a[at] !== b[at]) return a[at].codePointAt(0) - b[at].codePointAt(0);
  }
  return a.length - b.length;
}
