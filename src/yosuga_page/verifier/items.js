// Steps 7 and 8: each item's record, its proof of inclusion, and a voucher for every file below data/.

const LARGEST_RECORD = 16 * 1024 * 1024;
const RECORD_KEYS = "case,eid,files,kind,source,title,v";
const FILE_KEYS = "media_type,name,role,sha256,size";
const ROLES = ["raw", "derived", "vault"];
const numberOf = (eid) => Number(eid.slice(1));
const byNumber = (one, other) => numberOf(one) - numberOf(other);

/** Step 7. Returns what is known of each disclosed item by id: {named: files of the record, here: hash to path}. */
async function checkRecords(package_, log, story, case_, findings) {
  const disclosed = new Map();
  for (const eid of [...story.items.keys()].sort(byNumber)) {
    const item = story.items.get(eid);
    if (!item.takings.length) continue;
    disclosed.set(eid, { named: await checkRecord(package_, eid, item, case_, findings), here: new Map() });
    await checkProof(package_, eid, item.takings[0], log, findings);
  }
  checkStrays(package_, disclosed, findings);
  checkCount(disclosed, story, findings);
  if (!findings.anyBroken(7)) {
    findings.fine(7, "items", {
      ja: `項目${disclosed.size}件の記録票は、記録の一覧に含まれています。`,
      en: `The records of ${disclosed.size} items are included in the log.`,
    });
  }
  return disclosed;
}

/** Step 8, for which the files must have been hashed. */
async function checkVouched(package_, disclosed, bag, story, findings) {
  checkVouchers(package_, disclosed, bag, story, findings);
  await checkPapers(package_, disclosed, bag, story.export, findings);
  const unread = [...package_.places.keys()].filter((path) => isEvidence(path) && !bag.sha256.has(path));
  checkAbsent(disclosed, story, new Set(unread.map(itemOf)), findings);
  if (!findings.anyBroken(8)) {
    findings.fine(8, "files", { ja: "全ファイルに、記録の裏付けがあります。", en: "The log vouches for every file." });
  }
}

/** Step 7: the record is the one each capture or import event names. Returns its files. */
async function checkRecord(package_, eid, item, case_, findings) {
  const path = `proof/records/${eid}.json`;
  const raw = await member(package_, path, { most: LARGEST_RECORD, step: 7, item: eid }, findings);
  if (raw === null) return [];
  const digest = hex(sha256(raw));
  if (item.takings.some((taking) => taking.record !== digest)) {
    itemFault(
      7,
      "record-altered",
      path,
      eid,
      "記録票が、記録の一覧に残る元のものと違います",
      `the item record is not the one the log names (SHA-256 ${item.takings[0].record})`,
      findings,
    );
    return [];
  }
  let named;
  try {
    named = parseRecord(raw, eid, case_);
  } catch (wrong) {
    const why = `the item record is malformed: ${wrong.message}`;
    itemFault(7, "record-form", path, eid, "記録票の形が違います", why, findings);
    return [];
  }
  for (const { seq, sha256: file, size } of item.takings) {
    if (!file || named.some((one) => one.sha256 === file && one.size === size)) continue;
    itemFault(
      7,
      "principal",
      path,
      eid,
      `記録${seq}の主なファイルが記録票にありません`,
      `the principal file of event ${seq} is not in the record`,
      findings,
    );
  }
  return named;
}

const keysOf = (value) =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? Object.keys(value).sort().join(",") : "";

/** Part C. Throws Error saying what is wrong. */
function parseRecord(raw, eid, case_) {
  const value = parseCanonical(raw);
  if (keysOf(value) !== RECORD_KEYS) throw new Error("other keys than part C names");
  if (value.v !== 1 || value.case !== case_ || value.eid !== eid) throw new Error("another version, case or item");
  if (!["captured", "imported"].includes(value.source)) throw new Error("another source");
  if (!Array.isArray(value.files) || typeof value.kind !== "string" || typeof value.title !== "string") {
    throw new Error("values of another kind");
  }
  value.files.forEach(checkNamed);
  const names = value.files.map((one) => one.name);
  const sorted = names.every((name, index) => index === 0 || byCodePoint(names[index - 1], name) <= 0);
  if (!sorted || new Set(names.map(fold)).size !== names.length) throw new Error("files not sorted, or named twice");
  if (names.some((name) => fault(`data/captures/${eid}/${name}`))) throw new Error("a file has an unlawful name");
  return value.files;
}

function checkNamed(file) {
  if (keysOf(file) !== FILE_KEYS) throw new Error("a file has other keys");
  if (!ROLES.includes(file.role)) throw new Error("a file has another role");
  const kinds = [file.name, file.sha256, file.media_type, file.size].map((value) => typeof value).join();
  if (kinds !== "string,string,string,number") throw new Error("a file has values of another kind");
  if (!/^[0-9a-f]{64}$/.test(file.sha256)) throw new Error("a file has no SHA-256");
}

/** Step 7: the tlog-proof leads from the event's leaf to this checkpoint. */
async function checkProof(package_, eid, { seq }, log, findings) {
  const path = `proof/${eid}.tlog-proof`;
  const raw = await member(package_, path, { most: LARGEST_NOTE, step: 7, item: eid }, findings);
  if (raw === null) return;
  let proof;
  try {
    proof = parseProof(raw);
  } catch (wrong) {
    if (!(wrong instanceof BadNote)) throw wrong;
    const why = `the proof is malformed: ${wrong.message}`;
    itemFault(7, "proof-form", path, eid, "包含証明の形が違います", why, findings);
    return;
  }
  const { size, root } = log.checkpoint;
  const leads = isIncluded(log.tree.leaf(seq), { index: seq, size, path: proof.path, root });
  if (proof.index !== seq || !same(proof.checkpoint, log.raw) || !leads) {
    itemFault(
      7,
      "proof",
      path,
      eid,
      "包含証明が、この項目の記録か先頭値と合いません",
      "the proof does not lead from this item's event to this head",
      findings,
    );
  }
}

/** Step 7: a record or proof of an item that is not disclosed proves nothing and misleads. */
function checkStrays(package_, disclosed, findings) {
  for (const path of package_.places.keys()) {
    if (!path.startsWith("proof/records/") && !path.endsWith(".tlog-proof")) continue;
    const eid = itemOf(path);
    if (disclosed.has(eid) && [`proof/records/${eid}.json`, `proof/${eid}.tlog-proof`].includes(path)) continue;
    itemFault(
      7,
      "stray-proof",
      path,
      eid,
      "開示された記録のどれにも対応しません",
      "it belongs to no disclosed event",
      findings,
    );
  }
}

/** Step 7: ids run from E0001 to the total of the newest export without a silent gap. */
function checkCount(disclosed, story, findings) {
  if (story.export === null || story.export.total === null) {
    findings.open(7, "no-total", {
      ja: "事件の項目の総数を示す書き出しの記録が開示されていません。",
      en: "No disclosed export event says how many items the case has.",
    });
    return;
  }
  const { seq, total } = story.export;
  for (const eid of disclosed.keys()) {
    if (numberOf(eid) > total && story.items.get(eid).takings[0].seq < seq) {
      itemFault(7, "beyond-total", "", eid, `項目は${total}件のはずです`, `the case has ${total} items`, findings);
    }
  }
  const missing = gapsUpTo(total, new Set([...disclosed.keys(), ...story.erased].map(numberOf)));
  if (missing.length) {
    const listed = ranges(missing, (number) => `E${String(number).padStart(4, "0")}`);
    findings.open(7, "withheld-items", {
      ja: `開示されていない項目があります: ${listed}。`,
      en: `Items are withheld: ${listed}.`,
    });
  }
  for (const eid of [...story.erased].filter((one) => !disclosed.has(one)).sort(byNumber)) {
    findings.open(7, "erased-item", {
      item: eid,
      ja: "持ち主の希望で消去された項目です。消去したことは記録に残っています。",
      en: "This item was erased as its owner wished; the log says so.",
    });
  }
}

function gapsUpTo(total, known) {
  const gaps = [];
  let begin = 1;
  for (const one of [...known, total + 1].sort((a, b) => a - b)) {
    if (one > total + 1) break;
    if (one > begin) gaps.push([begin, one - 1]);
    begin = Math.max(begin, one + 1);
  }
  return gaps;
}

/** Whether the items vouch for a file; for papers, the export does. */
function isEvidence(path) {
  return path.startsWith("data/") && !path.startsWith(EXHIBITS);
}

/** Step 8: each file has a hash its item vouches for, and the size its record says. */
function checkVouchers(package_, disclosed, bag, story, findings) {
  for (const [path, place] of package_.places) {
    const digest = bag.sha256.get(path);
    if (digest === undefined || !isEvidence(path)) continue;
    const eid = itemOf(path);
    const known = disclosed.get(eid);
    const named = known?.named.findLast((one) => one.sha256 === digest);
    if (!named && !story.items.get(eid)?.hashes.has(digest)) {
      unvouched(path, eid, known !== undefined, findings);
    } else if (named && named.size !== place.size) {
      itemFault(8, "size", path, eid, "大きさが記録票と違います", "its size is not what the record says", findings);
    } else {
      known?.here.set(digest, path);
    }
  }
}

function unvouched(path, eid, known, findings) {
  const [ja, en] = known
    ? [
        "この内容は、この項目の記録票にも記録にもありません。差し替えられたか、書き換えられています",
        `neither the record nor the events of ${eid} know this content: it was replaced or altered`,
      ]
    : ["どの記録にも裏付けのないファイルです", "no disclosed event or record vouches for this file"];
  itemFault(8, "unvouched", path, eid, ja, en, findings);
}

/** Step 8: files that are named but not here are withheld; what a file was derived from is of the same item. */
function checkAbsent(disclosed, story, unread, findings) {
  for (const [eid, { named, here }] of disclosed) {
    const item = story.items.get(eid);
    const wanted = new Map(named.filter((one) => one.role !== "vault").map((one) => [one.sha256, one.name]));
    for (const { seq, sha256: file } of item.derived) if (!wanted.has(file)) wanted.set(file, `derive ${seq}`);
    for (const [digest, name] of wanted) {
      // One that is here and unreadable is not withheld.
      if (!here.has(digest) && !unread.has(eid)) absent(eid, name, digest, story.erased.has(eid), findings);
    }
    for (const { seq, parent } of item.derived) {
      if (!parent || item.hashes.has(parent) || named.some((one) => one.sha256 === parent)) continue;
      itemFault(
        8,
        "parent",
        "",
        eid,
        `記録${seq}の派生元がこの項目のものではありません`,
        `event ${seq} derives a file from one that is not of this item`,
        findings,
      );
    }
  }
}

function absent(eid, name, digest, erased, findings) {
  const [ja, en] = erased ? ["消去", "erased"] : ["非開示", "withheld"];
  findings.open(8, `${en}-file`, {
    subject: name,
    item: eid,
    ja: `記録にあるファイルがここにありません（${ja}）。元のSHA-256は ${digest} です。`,
    en: `A file the log names is not here (${en}): ${shown(name)}, whose SHA-256 was ${digest}.`,
  });
}

function itemFault(step, code, subject, item, ja, en, findings) {
  findings.broken(step, code, { subject, item, ja: `${ja}。`, en: sentence(en) });
}
