// Steps 2 and 3: the bag's own description, and every file against the two manifests (BagIt 1.0, RFC 8493).

const MANIFEST = "manifest-sha256.txt";
const TAGMANIFEST = "tagmanifest-sha256.txt";
const LONGEST_MANIFEST_LINE = 4096;
const MOST_BAD_LINES = 1000;
const LARGEST_INFO = 64 * 1024;

/** Step 2, and of step 3 what the manifests themselves are worth. */
async function readBag(package_, findings) {
  const bag = { case: await checkDescription(package_, findings), sha256: new Map(), sound: new Set() };
  bag.claimed = await readClaims(package_, findings);
  return bag;
}

/** Step 3: every file but the seals against its manifest; what was found is added to `bag`. */
async function checkFiles(package_, bag, progress, findings) {
  await hashAll(package_.places, progress, ({ path, sha256, misfit, wrong }) => {
    if (wrong) return unreadable(findings, 3, path, wrong);
    bag.sha256.set(path, sha256);
    const claimed = bag.claimed.get(path);
    if (misfit) fileFault("misfit", path, findings);
    else if (path === TAGMANIFEST || claimed === sha256) bag.sound.add(path);
    else if (claimed !== undefined) altered(path, claimed, findings);
    else fileFault("extra", path, findings);
  });
  if (!findings.anyBroken(3)) {
    findings.fine(3, "manifests", {
      ja: `全${bag.sound.size}ファイルが目録のハッシュ値と一致しました。`,
      en: `All ${bag.sound.size} files have the hashes their manifests state.`,
    });
  }
}

/** Step 2: bagit.txt, bag-info.txt, Payload-Oxum. Returns the External-Identifier. */
async function checkDescription(package_, findings) {
  const declaration = await tagText(package_, "bagit.txt", findings);
  if (declaration !== "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n") {
    step2("bagit", "bagit.txt", "BagIt 1.0・UTF-8と書かれていません", "does not say BagIt 1.0, UTF-8", findings);
  }
  const info = labels(await tagText(package_, "bag-info.txt", findings), findings);
  if (info.get("Yosuga-Format") !== "1") {
    step2(
      "format",
      "bag-info.txt",
      "この確認ページが読める形式（1）ではありません",
      "does not name format 1",
      findings,
    );
  }
  const payload = [...package_.places].filter(([path]) => path.startsWith("data/")).map(([, place]) => place.size);
  const total = payload.reduce((sum, size) => sum + size, 0);
  if (info.get("Payload-Oxum") !== `${total}.${payload.length}`) {
    step2(
      "oxum",
      "bag-info.txt",
      `ファイルの合計（${total}バイト・${payload.length}件）が記載と違います`,
      `states another total than the ${total} bytes in ${payload.length} files that are here`,
      findings,
    );
  }
  const case_ = info.get("External-Identifier") || "";
  if (!/^C-[0-9A-HJKMNP-TV-Z]{8}$/.test(case_)) {
    step2("case", "bag-info.txt", "事件の番号がありません", "names no case", findings);
  }
  if (!findings.anyBroken(2)) findings.fine(2, "bag", { ja: "BagIt 1.0、形式1です。", en: "BagIt 1.0, format 1." });
  return case_;
}

function step2(code, subject, ja, en, findings) {
  findings.broken(2, code, { subject, ja: `${ja}。`, en: `It ${en}.` });
}

async function tagText(package_, path, findings) {
  try {
    return decoded(await readSmall(package_, path, LARGEST_INFO));
  } catch (wrong) {
    if (wrong instanceof DOMException) unreadable(findings, 2, path, wrong);
    else if (wrong instanceof TooLarge || wrong instanceof TypeError) {
      step2("unlawful", path, "大きすぎるか、文字として読めません", "is too large or no text", findings);
    } else if (!(wrong instanceof Absent)) throw wrong;
  }
  return "";
}

/** `Label: value` lines (RFC 8493 2.2.2); a label that occurs twice could be read in two ways. */
function labels(text, findings) {
  const found = new Map();
  for (const line of text.split("\n")) {
    const colon = line.indexOf(": ");
    if (colon < 0) continue;
    const label = line.slice(0, colon);
    if (found.has(label)) {
      step2("label-twice", "bag-info.txt", "同じ項目が2回あります", "holds one label twice", findings);
    } else {
      found.set(label, line.slice(colon + 2));
    }
  }
  return found;
}

/** Step 3: the SHA-256 that the manifest in charge of each file states for it. */
async function readClaims(package_, findings) {
  const claims = new Map();
  for (const manifest of [MANIFEST, TAGMANIFEST]) {
    if (!package_.places.has(manifest)) {
      fileFault("missing", manifest, findings);
      continue;
    }
    const seen = new Set();
    let bad = 0;
    try {
      await eachLine(package_, manifest, LONGEST_MANIFEST_LINE, (line) => {
        if (!takeClaim(line, manifest, package_, claims, seen, findings)) bad++;
        return bad <= MOST_BAD_LINES; // gigabytes of rubbish need not be read to the end
      });
    } catch (wrong) {
      if (!(wrong instanceof DOMException)) throw wrong;
      unreadable(findings, 3, manifest, wrong);
    }
  }
  return claims;
}

/** Take in one line; false when it is of no use. */
function takeClaim(line, manifest, package_, claims, seen, findings) {
  const text = decodedAnyway(line);
  const match = /^([0-9a-f]{64})  ([^\n]+)$/.exec(text);
  const path = match ? unescaped(match[2]) : "";
  const charge = path.startsWith("data/") ? MANIFEST : TAGMANIFEST;
  if (!match || charge !== manifest || path === TAGMANIFEST || isSeal(path) || seen.has(path)) {
    findings.broken(3, "manifest-line", {
      subject: manifest,
      item: itemOf(path),
      ja: `目録に、形が違う行か、重複する行か、別の目録の行があります: ${shown(text, 160)}`,
      en: `The manifest holds a line that is malformed, repeated or out of place: ${shown(text, 160)}`,
    });
    return false;
  }
  if (!package_.places.has(path)) {
    fileFault("missing", path, findings);
    return false;
  }
  seen.add(path);
  claims.set(path, match[1]);
  return true;
}

/** RFC 8493 2.1.3: `%25`, `%0D` and `%0A`; any other `%` is no path of ours and stays as it is. */
function unescaped(path) {
  return path.replaceAll("%0A", "\n").replaceAll("%0D", "\r").replaceAll("%25", "%");
}

const FILE_FAULTS = {
  missing: {
    ja: "目録にあるファイルがありません。消されたか、写すときに漏れています。",
    en: "A file that must be here is missing. It was removed, or left out when the package was copied.",
  },
  extra: {
    ja: "目録にないファイルが加えられています（.DS_Store や Thumbs.db はパソコンが自動で作ることがあります）。",
    en: "This file was added; no manifest names it. (.DS_Store and Thumbs.db can be left by the computer itself.)",
  },
  misfit: {
    ja: "大きさか検査値が、ZIPの目次や一覧と違います。",
    en: "Its size or check value is not what the ZIP's directory, or the listing, says.",
  },
};

function fileFault(code, path, findings) {
  findings.broken(3, code, { ...FILE_FAULTS[code], subject: path, item: itemOf(path) });
}

function altered(path, stated, findings) {
  findings.broken(3, "altered", {
    subject: path,
    item: itemOf(path),
    ja: `内容が変わっています。目録に残る元のSHA-256は ${stated} です。他のファイルには影響しません。`,
    en: `Its content changed. The manifest still states the SHA-256 it had: ${stated}. Other files are not affected.`,
  });
}
