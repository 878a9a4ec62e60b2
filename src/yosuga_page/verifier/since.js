// Step 12: this package continues an older package or head that was kept elsewhere; nothing was re-created or cut.

/** What was given as the older one is no package and no checkpoint. */
class CannotReadOlder extends Error {}

/** Read a checkpoint, or the checkpoint and leaves of a ZIP: {note, leaves or null}. Throws CannotReadOlder. */
async function readOlder({ text, file }) {
  try {
    if (!file) return { note: parseOlder(encoded(text)), leaves: null };
    const first = await bytesOf(file.slice(0, LARGEST_NOTE + 1));
    if (first[0] !== 0x50 || first[1] !== 0x4b) return { note: parseOlder(first), leaves: null };
    const package_ = await openPackage({ name: file.name, zip: file }, new Findings());
    if (package_ === null) throw new CannotReadOlder("it is neither a package nor a checkpoint");
    const leaves = await readSmall(package_, LEAVES, 65 * MOST_LEAVES);
    return { note: parseOlder(await readSmall(package_, CHECKPOINT, LARGEST_NOTE)), leaves };
  } catch (wrong) {
    const expected = [BadNote, Absent, TooLarge, DOMException].some((kind) => wrong instanceof kind);
    throw expected ? new CannotReadOlder(wrong.message) : wrong;
  }
}

function parseOlder(raw) {
  const note = parseNote(raw);
  checkpointOf(note);
  return note;
}

async function checkSince({ note, leaves }, log, findings) {
  const wrong = await sinceFault(note, leaves, log);
  if (wrong) {
    findings.broken(12, wrong[0], { subject: LEAVES, ja: `${wrong[1]}。`, en: sentence(wrong[2]) });
    return;
  }
  const { size } = checkpointOf(note);
  findings.fine(12, "since", {
    ja: `以前の記録${size}件は、すべてこの証拠一式に同じまま含まれています。`,
    en: `All ${size} events of the older log are in this one, unchanged.`,
  });
}

async function sinceFault(note, leaves, log) {
  if (log === null) return ["since-none", "以前の記録と比べられません", "there is no log to compare with the older one"];
  const head = checkpointOf(note);
  if (head.origin !== log.checkpoint.origin) {
    return ["since-origin", "以前のものは別の事件のものです", "the older one is of another case"];
  }
  if (log.key === null || (await isSigned(note, log.key)) === false) {
    return [
      "since-key",
      "以前のものは、この証拠一式の鍵で署名されていません。作り直された疑いがあります",
      "the older head is not signed by the key of this package: re-created",
    ];
  }
  if (head.size > log.tree.size) {
    return [
      "since-cut",
      `以前は${head.size}件あった記録が、${log.tree.size}件しかありません。切り詰められています`,
      `the older log had ${head.size} events, this one has ${log.tree.size}: cut`,
    ];
  }
  if (!same(log.tree.root(head.size), head.root)) {
    return [
      "since-root",
      "以前の記録の続きではありません。作り直されたか、書き換えられています",
      "this log does not continue the older one: re-created, or altered",
    ];
  }
  if (leaves && !(leaves.length === 65 * head.size && same(leaves, log.lines.subarray(0, leaves.length)))) {
    return [
      "since-leaves",
      "以前の証拠一式の記録一覧が、この一覧の始まりと違います",
      "the older package's leaves are not the beginning of these",
    ];
  }
  return null;
}
