// Steps 4 and 5: the leaves, the signed head over them (a Merkle tree, RFC 6962), and the key that signed it.

const LEAVES = "proof/leaves.txt";
const CHECKPOINT = "proof/checkpoint.txt";
const KEYS = "proof/keys.txt";
const MOST_LEAVES = 2000000;
const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

/** All complete subtrees over the leaves, so that the root of each earlier head costs a few hashes. */
class Tree {
  /** `leaves` is the leaf hashes one after the other, 32 bytes each. */
  constructor(leaves) {
    this.size = leaves.length / 32;
    this.levels = [leaves];
    for (let below = leaves; below.length >= 64; below = this.levels.at(-1)) {
      const level = new Uint8Array(Math.floor(below.length / 64) * 32);
      for (let at = 0; at < level.length; at += 32) level.set(sha256(NODE, below.subarray(2 * at, 2 * at + 64)), at);
      this.levels.push(level);
    }
  }

  leaf(index) {
    return this.levels[0].subarray(32 * index, 32 * index + 32);
  }

  /** The root over the first `size` leaves, 0 ≤ size ≤ this.size (RFC 6962 2.1). */
  root(size) {
    let begin = 0;
    const peaks = [];
    for (let level = this.levels.length - 1; level >= 0; level--) {
      if (begin + 2 ** level > size) continue;
      const at = (32 * begin) / 2 ** level;
      peaks.push(this.levels[level].subarray(at, at + 32));
      begin += 2 ** level;
    }
    if (!peaks.length) return sha256();
    return peaks.reduceRight((right, left) => sha256(NODE, left, right));
  }
}

/** Whether an inclusion proof leads from a leaf to the root (RFC 9162 2.1.3.2, the same tree as RFC 6962). */
function isIncluded(leaf, { index, size, path, root }) {
  if (index < 0 || index >= size) return false;
  let node = index;
  let last = size - 1;
  let result = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (node % 2 || node === last) {
      result = sha256(NODE, sibling, result);
      while (node % 2 === 0 && node) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      result = sha256(NODE, result, sibling);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && same(result, root);
}

/** Steps 4 and 5: {tree, lines, checkpoint, raw, key}, or null when there is no head to measure anything against. */
async function checkLog(package_, trusted, findings) {
  const raw = await member(package_, CHECKPOINT, { most: LARGEST_NOTE, step: 4 }, findings);
  const lines = await member(package_, LEAVES, { most: 65 * MOST_LEAVES, step: 4 }, findings);
  if (raw === null || lines === null) return null;
  let note;
  let checkpoint;
  try {
    note = parseNote(raw);
    checkpoint = checkpointOf(note);
  } catch (wrong) {
    if (!(wrong instanceof BadNote)) throw wrong;
    findings.broken(4, "checkpoint", {
      subject: CHECKPOINT,
      ja: "記録の先頭値（チェックポイント）の形が違います。",
      en: `The head of the log is malformed: ${wrong.message}.`,
    });
    return null;
  }
  const leaves = parseLeaves(lines);
  if (leaves === null) {
    findings.broken(4, "leaves", {
      subject: LEAVES,
      ja: "記録の一覧の形が違います。",
      en: "The list of leaves is malformed.",
    });
    return null;
  }
  const tree = new Tree(leaves);
  checkHead(tree, checkpoint, findings);
  const key = await checkKey(package_, note, checkpoint, trusted, findings);
  return { tree, lines, checkpoint, raw, key };
}

/** The hashes as bytes, or null when the lines are not exactly 64 lower-case hex digits and LF each. */
function parseLeaves(lines) {
  if (lines.length % 65) return null;
  const digit = new Int8Array(256).fill(-1);
  for (let value = 0; value < 16; value++) digit[value.toString(16).charCodeAt(0)] = value;
  const leaves = new Uint8Array((lines.length / 65) * 32);
  for (let at = 0, out = 0; at < lines.length; at += 65) {
    for (let one = 0; one < 64; one += 2) {
      const [high, low] = [digit[lines[at + one]], digit[lines[at + one + 1]]];
      if (high < 0 || low < 0) return null;
      leaves[out++] = 16 * high + low;
    }
    if (lines[at + 64] !== 10) return null;
  }
  return leaves;
}

/** Step 4: size and root. */
function checkHead(tree, checkpoint, findings) {
  if (checkpoint.size !== tree.size) {
    findings.broken(4, "log-size", {
      subject: LEAVES,
      ja: `署名された記録は${checkpoint.size}件ですが、ここには${tree.size}件あります。`,
      en: `The signed head counts ${checkpoint.size} events; ${tree.size} are listed here.`,
    });
  } else if (!same(tree.root(tree.size), checkpoint.root)) {
    findings.broken(4, "log-root", {
      subject: LEAVES,
      ja: "記録の一覧が、署名された先頭値と合いません。記録が書き換えられたか、並べ替えられています。",
      en: "The list of leaves does not lead to the signed head: the log was altered or reordered.",
    });
  } else {
    findings.fine(4, "log", {
      ja: `記録${tree.size}件が先頭値と一致しました。`,
      en: `The log of ${tree.size} events fits its head.`,
    });
  }
}

/** Step 5: the signature, by the key given or by the package's own claim, which is exactly the key that signed. */
async function checkKey(package_, note, checkpoint, trusted, findings) {
  const claimed = await claimedKey(package_, findings);
  const key = trusted || claimed;
  if (key === null) return null;
  const other = claimed !== null && claimed.text !== key.text;
  if (other) {
    const ja = "証拠一式が名乗る鍵が、指定された鍵と違います。";
    badKey("other-key", ja, "The package claims another key than yours.", findings);
  }
  const signed = key.name === checkpoint.origin ? await isSigned(note, key) : false;
  if (signed === false) {
    badKey(
      "signature",
      "先頭値の署名が、この鍵のものではありません。ファイルと目録の照合結果は、署名とは別に有効です。",
      "The head is not signed by this key. What was found by comparing files with manifests stands without it.",
      findings,
    );
    return null;
  }
  if (signed === null) {
    findings.open(5, "signature-unchecked", {
      subject: CHECKPOINT,
      ja: "このブラウザーは署名（Ed25519）を確かめられません。新しい Chrome か Edge で開くか、verify.py をお使いください。",
      en: "This browser cannot check the signature (Ed25519). Use a recent Chrome or Edge, or verify.py.",
    });
  } else if (!trusted) {
    findings.open(5, "self-claimed-key", {
      subject: KEYS,
      ja: "署名は正しいものですが、鍵は証拠一式が自ら名乗るものです。作成者から別に受け取った鍵を入力すると、確かめられます。",
      en: `The signature is good, by a self-claimed key (${key.text}). Enter the key you got from the maker.`,
    });
  } else if (claimed && !other) {
    findings.fine(5, "signature", { ja: "指定された鍵による署名です。", en: "Signed by the key you gave." });
  }
  return key;
}

async function claimedKey(package_, findings) {
  const raw = await member(package_, KEYS, { most: LARGEST_NOTE, step: 5 }, findings);
  if (raw === null) return null;
  try {
    const line = decoded(raw);
    if (line.indexOf("\n") !== line.length - 1) throw new BadNote("one key on one line is wanted");
    return parseKey(line.slice(0, -1));
  } catch (wrong) {
    if (!(wrong instanceof BadNote || wrong instanceof TypeError)) throw wrong;
    badKey("keys", "鍵の一覧の形が違います。", `The list of keys is malformed: ${wrong.message}.`, findings);
    return null;
  }
}

function badKey(code, ja, en, findings) {
  findings.broken(5, code, { subject: code === "signature" ? CHECKPOINT : KEYS, ja, en });
}
