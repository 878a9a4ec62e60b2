// C2SP signed notes, verifier keys, checkpoints and tlog-proofs: read strictly, verified against one known key.

const LARGEST_NOTE = 64 * 1024;
const NUMBER = /^(?:0|[1-9][0-9]{0,15})$/;
const NAME = /^(?:[^\s\x85+]|\ufeff){1,255}$/u;
const encoded = (text) => new TextEncoder().encode(text);

/** A note, key, checkpoint or proof is not in its form. */
class BadNote extends Error {}

/** Read `name+hash+base64`. Throws BadNote; a key id that is not the key's own is refused. */
function parseKey(text) {
  const [name, id, ...rest] = text.split("+");
  if (!rest.length || !NAME.test(name) || !/^[0-9a-f]{8}$/.test(id)) {
    throw new BadNote("not a verifier key (name+hash+base64)");
  }
  const raw = base64(rest.join("+"));
  if (raw.length !== 33 || raw[0] !== 1) throw new BadNote("not an Ed25519 verifier key");
  if (hex(sha256(encoded(`${name}\n`), raw).subarray(0, 4)) !== id) {
    throw new BadNote("the verifier key's hash is not its own");
  }
  return { name, id, public: raw.subarray(1), text };
}

/** Read a signed note (c2sp.org/signed-note): {text, signatures: [{name, id, signature}]}. Throws BadNote. */
function parseNote(raw) {
  if (raw.length > LARGEST_NOTE) throw new BadNote("too large");
  let whole;
  try {
    whole = decoded(raw);
  } catch {
    throw new BadNote("not UTF-8");
  }
  if (/[\x00-\x09\x0b-\x1f]/.test(whole)) throw new BadNote("holds control characters");
  const blank = whole.lastIndexOf("\n\n");
  const tail = whole.slice(blank + 2);
  if (blank < 1 || !tail.endsWith("\n")) {
    throw new BadNote("no text followed by an empty line and signatures");
  }
  return { text: whole.slice(0, blank + 1), signatures: tail.slice(0, -1).split("\n").map(parseSignature) };
}

function parseSignature(line) {
  const match = /^— ([^ ]*) (.*)$/su.exec(line);
  if (!match || !NAME.test(match[1])) throw new BadNote("a signature line is malformed");
  const raw = base64(match[2]);
  if (raw.length < 5) throw new BadNote("a signature is too short");
  return { name: match[1], id: hex(raw.subarray(0, 4)), signature: raw.subarray(4) };
}

/** Whether the key signed the note; null when this browser cannot say. A bad signature of this key is not ignored. */
async function isSigned(note, key) {
  const ours = note.signatures.filter((one) => one.name === key.name && one.id === key.id);
  const answers = [];
  for (const one of ours) answers.push(await verifySignature(one.signature, encoded(note.text), key.public));
  if (!answers.length || answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

/** Read a note's text as a checkpoint (c2sp.org/tlog-checkpoint): {origin, size, root}. Throws BadNote. */
function checkpointOf(note) {
  const lines = note.text.split("\n").slice(0, -1);
  if (lines.length < 3 || lines.includes("") || !NUMBER.test(lines[1])) {
    throw new BadNote("not a checkpoint: origin, size and root are wanted");
  }
  const root = base64(lines[2]);
  if (root.length !== 32) throw new BadNote("not a checkpoint: the root is not 32 bytes");
  return { origin: lines[0], size: Number(lines[1]), root };
}

/** Read a tlog-proof (c2sp.org/tlog-proof@v1): {index, path, checkpoint (bytes)}. Throws BadNote. */
function parseProof(raw) {
  let blank = 0;
  while (blank + 1 < raw.length && !(raw[blank] === 10 && raw[blank + 1] === 10)) blank++;
  const lines = decodedAnyway(raw.subarray(0, blank)).split("\n");
  if (blank + 1 >= raw.length || lines[0] !== "c2sp.org/tlog-proof@v1") throw new BadNote("not a tlog-proof");
  const rest = lines.slice(lines.length > 1 && lines[1].startsWith("extra ") ? 2 : 1);
  if (!rest.length || !rest[0].startsWith("index ")) throw new BadNote("the proof has no index");
  const index = rest[0].slice(6);
  const path = rest.slice(1).map(base64);
  if (!NUMBER.test(index) || path.some((node) => node.length !== 32)) {
    throw new BadNote("the proof's index or hashes are malformed");
  }
  return { index: Number(index), path, checkpoint: raw.subarray(blank + 2) };
}

/** Standard base64 in its one spelling: no white space, no stray bits, full padding. */
function base64(text) {
  let binary;
  try {
    binary = atob(text);
  } catch {
    throw new BadNote("not base64");
  }
  if (btoa(binary) !== text) throw new BadNote("not base64 in its one spelling");
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
