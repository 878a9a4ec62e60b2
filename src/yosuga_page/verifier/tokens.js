// Steps 10 and 11 as far as a page can judge: whether the time-stamps are over the right content, not who made them.

const NO_SEAL = "seal.none.txt";
const LARGEST_TOKEN = 1024 * 1024;
const SEAL_NAME = /^seal\.([A-Za-z0-9][A-Za-z0-9_-]{0,63})\.tsr$/;
const TOKEN_NAME = /^proof\/tokens\/([0-9a-f]{64})\.tsr$/;
/** Step 10: each token has its own hash as its name and stamps an earlier head of this log. */
async function checkTokens(package_, log, story, findings) {
  const anchors = new Map(story.anchors.map((anchor) => [anchor.sha256, anchor]));
  for (const path of [...package_.places.keys()].sort(byCodePoint)) {
    const name = TOKEN_NAME.exec(path);
    if (!name) continue;
    const response = await readToken(package_, path, 10, findings);
    const note = await readToken(package_, `${path.slice(0, -4)}.note`, 10, findings);
    const stamp = response && readStamp(response, path, 10, findings);
    if (!stamp || note === null) continue;
    const wrong = await tokenFault(response, stamp, note, name[1], anchors.get(name[1]), log);
    if (wrong) tokenBroken(10, wrong[0], path, wrong[1], wrong[2], findings);
    else unchecked(10, path, stamp, ["この記録の先頭値", "a head of this record"], findings);
  }
  for (const { seq, sha256: token } of story.anchors) {
    const path = `proof/tokens/${token}.tsr`;
    if (!token || package_.places.has(path)) continue;
    findings.open(10, "token-absent", {
      subject: path,
      ja: `記録${seq}の時刻認証が添えられていません。`,
      en: `The token that event ${seq} names is not in the package.`,
    });
  }
}

/** Weigh one token against its name, its note, the log and its anchor event: [code, ja, en], or null. */
async function tokenFault(response, stamp, note, token, anchor, log) {
  const head = sha256(note);
  if (hex(sha256(response)) !== token) {
    return ["token-name", "名前と内容が違います", "its content is not what its name says"];
  }
  if (!same(stamp.imprint, head)) {
    return ["token-imprint", "別のものに押された時刻認証です", "it stamps something else than its note"];
  }
  if (!(await isEarlierHead(note, log))) {
    return ["token-head", "この記録の先頭値ではないものに押されています", "its note is not an earlier head of this log"];
  }
  if (anchor && anchor.head !== hex(head)) {
    return ["token-event", "記録にある先頭値と違います", "its note is not the head the anchor event names"];
  }
  if (anchor?.time && anchor.time.slice(0, 19) !== stamp.time) {
    return ["token-time", "記録にある時刻と違います", "its time is not the one the anchor event names"];
  }
  return null;
}

/** A token over the right content: who signed it, and so its time, is not for a page to say. */
function unchecked(step, subject, stamp, [ja, en], findings) {
  const time = `${stamp.time.replace("T", " ")} UTC`;
  findings.open(step, "time-unchecked", {
    subject,
    ja:
      `${ja}に ${time} と記した時刻認証があります。その署名は、このページでは確かめられません。` +
      "verify.py --root か openssl ts -verify で確かめられます。",
    en:
      `There is a token over ${en} that says ${time}. This page cannot check its signature; ` +
      "verify.py --root or openssl ts -verify can.",
  });
}

function readStamp(raw, path, step, findings) {
  try {
    return readResponse(raw);
  } catch (wrong) {
    if (!(wrong instanceof BadToken)) throw wrong;
    const why = `it cannot be read as a token: ${wrong.message}`;
    tokenBroken(step, "token-form", path, "時刻認証として読めません", why, findings);
    return null;
  }
}

async function isEarlierHead(note, log) {
  let parsed;
  let head;
  try {
    parsed = parseNote(note);
    head = checkpointOf(parsed);
  } catch (wrong) {
    if (!(wrong instanceof BadNote)) throw wrong;
    return false;
  }
  if (head.origin !== log.checkpoint.origin || head.size > log.tree.size) return false;
  if (!same(log.tree.root(head.size), head.root)) return false;
  return log.key === null || (await isSigned(parsed, log.key)) !== false;
}

/** Step 11: each seal holds the hash of tagmanifest-sha256.txt, which covers every other file. */
async function checkSeals(package_, bag, findings) {
  const digest = bag.sha256.get(TAGMANIFEST);
  for (const path of [...package_.places.keys()].filter(isSeal).sort(byCodePoint)) {
    if (path === NO_SEAL) continue;
    if (!SEAL_NAME.test(path)) {
      tokenBroken(
        11,
        "stray-seal",
        path,
        "封印ではないファイルです",
        "this is no seal, and no manifest names it",
        findings,
      );
      continue;
    }
    const raw = await readToken(package_, path, 11, findings);
    const stamp = raw && readStamp(raw, path, 11, findings);
    if (!stamp) continue;
    if (hex(stamp.imprint) === digest) {
      unchecked(11, path, stamp, ["証拠一式の全体", "the whole package"], findings);
    } else {
      tokenBroken(
        11,
        "seal-imprint",
        path,
        "封印は別の内容に押されています。封印の後に目録が書き換えられたか、別の封印に差し替えられています",
        "the seal stamps another content: the manifests were changed after sealing, or the seal was replaced",
        findings,
      );
    }
  }
  checkSealAbsence(package_.places, findings);
}

function checkSealAbsence(places, findings) {
  if ([...places.keys()].some((path) => SEAL_NAME.test(path))) return;
  if (places.has(NO_SEAL)) {
    findings.open(11, "no-seal", {
      subject: NO_SEAL,
      ja: "封印（時刻認証）がありません。いつから存在したかは、この証拠一式だけでは示せません。",
      en: "There is no seal (time-stamp), so this package alone does not show since when it exists.",
    });
  } else {
    tokenBroken(
      11,
      "seal-missing",
      "",
      "封印も、封印がない理由もありません",
      "there is neither a seal nor a note why not",
      findings,
    );
  }
}

async function readToken(package_, path, step, findings) {
  try {
    return await readSmall(package_, path, path.endsWith(".note") ? LARGEST_NOTE : LARGEST_TOKEN);
  } catch (wrong) {
    if (wrong instanceof Absent) {
      tokenBroken(step, "note-missing", path, "時刻認証の対象がありません", "what the token stamps is missing", findings);
    } else if (wrong instanceof TooLarge) {
      tokenBroken(step, "token-size", path, "大きすぎます", "it is too large", findings);
    } else if (wrong instanceof DOMException) {
      unreadable(findings, step, path, wrong);
    } else {
      throw wrong;
    }
    return null;
  }
}

function tokenBroken(step, code, subject, ja, en, findings) {
  findings.broken(step, code, { subject, ja: `${ja}。`, en: sentence(en) });
}
