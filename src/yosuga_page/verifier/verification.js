// Runs the numbered steps of the format document, part E, and reports (step 13): never more than was proven.

const CAVEAT = {
  ja: "この結果は「記録が変わらずに存在した」ことを示します。投稿の内容が事実かどうかは示しません。",
  en: "This says that the record existed unchanged. It never says that what a post claims is true.",
};

/**
 * Verify a package: `zip` (a File) or `files` ([{path, file}]), `name`, and what the reader trusts: `key` (a verifier
 * key's text), `since` ({text} or {file}). Returns the report. Throws BadNote (key), CannotReadOlder, Stopped.
 */
async function verify({ zip, files, name, key = "", since = null, progress = () => {}, stop = null }) {
  const findings = new Findings();
  const result = { name, case: "", files: 0, events: null, items: new Map(), findings };
  const trusted = key ? parseKey(key.trim()) : null;
  const older = since ? await readOlder(since) : null;
  const package_ = await openPackage({ zip, files, name }, findings); // 1
  if (package_ !== null) {
    await runSteps(package_, trusted, older, new Progress(package_.places, progress, stop), result);
  }
  return report(result);
}

async function runSteps(package_, trusted, older, progress, result) {
  const { findings } = result;
  result.files = package_.places.size;
  const bag = await readBag(package_, findings); // 2
  result.case = bag.case;
  const log = await checkLog(package_, trusted, findings); // 4, 5
  let story = null;
  if (log !== null) {
    result.events = log.tree.size;
    story = await checkEvents(package_, log, bag.case, findings); // 6, 9
    result.items = await checkRecords(package_, log, story, bag.case, findings); // 7
  }
  await checkFiles(package_, bag, progress, findings); // 3
  if (log !== null) {
    await checkVouched(package_, result.items, bag, story, findings); // 8
    await checkTokens(package_, log, story, findings); // 10
  }
  await checkSeals(package_, bag, findings); // 11
  if (older !== null) await checkSince(older, log, findings); // 12
}

/** Step 13: the report as a plain object; keys and codes are English, stable, and those of verify.py --json. */
function report(result) {
  const { findings } = result;
  const verdict = findings.verdict();
  const order = [BROKEN, OPEN, FINE];
  const ids = [...new Set([...result.items.keys(), ...findings.items.keys()])].sort(byNumber);
  const items = ids.map((id) => ({
    id,
    verdict: itemVerdict(result, id),
    files: [...(result.items.get(id)?.here.values() || [])].sort(byCodePoint),
  }));
  return {
    report: 1,
    verdict,
    verdict_ja: WORDS[verdict][0],
    exit: EXIT_CODES[verdict],
    name: result.name,
    case: result.case,
    files: result.files,
    events: result.events,
    findings: [...findings.listed].sort(
      (one, other) => order.indexOf(one.severity) - order.indexOf(other.severity) || one.step - other.step,
    ),
    unlisted: findings.unlisted(),
    items,
    proven: proven(result, items),
    unchecked: { ja: "時刻認証（RFC 3161）の署名と時刻", en: "signature and time of time-stamps (RFC 3161)" },
    caveat: CAVEAT,
  };
}

function logHolds({ events, findings }) {
  return events !== null && !findings.anyBroken(4, 5);
}

/** An item stands on its own findings; without a log that holds, nothing vouches for it. */
function itemVerdict(result, id) {
  const own = result.findings.items.get(id) || FINE;
  return logHolds(result) ? own : worst(own, OPEN);
}

/** What stands in spite of every finding that is not fine. */
function proven(result, items) {
  const stands = [];
  const good = items.filter((item) => item.verdict === FINE && result.items.has(item.id)).map((item) => item.id);
  if (good.length) {
    const listed = good.slice(0, 40).join(", ") + (good.length > 40 ? " …" : "");
    stands.push({
      ja: `次の項目は、ファイル・記録票・記録が互いに一致しています: ${listed}。`,
      en: `Files, record and events of these items agree with each other and with the log: ${listed}.`,
    });
  }
  if (logHolds(result) && !result.findings.anyBroken(6)) {
    stands.push({
      ja: `記録${result.events}件の一覧は、署名された先頭値と一致しています。`,
      en: `The list of ${result.events} events fits its signed head.`,
    });
  }
  return stands;
}

/** The report as text, to keep or to send. */
function reportText(result) {
  const lines = [`判定 / Verdict: ${WORDS[result.verdict].join(" / ")}`, `${shown(result.name)}  ${shown(result.case)}`];
  lines.push("", "確かめたこと / Findings");
  for (const one of result.findings) {
    const about = `${one.item ? ` [${one.item}]` : ""}${one.subject ? ` ${shown(one.subject)}` : ""}`;
    lines.push(`  ${WORDS[one.severity][0]}（${one.step}）${about}: ${one.ja}`);
    lines.push(`      ${WORDS[one.severity][1]} (step ${one.step}): ${one.en}`);
  }
  for (const [code, count] of Object.entries(result.unlisted)) {
    lines.push(`  同じ種類（${code}）がほかに${count}件 / ${count} more of this kind (${code})`);
  }
  lines.push("", "項目ごと / Items");
  for (const item of result.items) lines.push(`  ${item.id} ${WORDS[item.verdict].join(" / ")}`);
  if (result.proven.length && result.verdict !== FINE) {
    lines.push("", "それでも言えること / Still proven");
    for (const { ja, en } of result.proven) lines.push(`  ${ja}`, `      ${en}`);
  }
  lines.push("", "このページで確かめられないもの / Not checked by this page");
  lines.push(`  ${result.unchecked.ja}`, `      ${result.unchecked.en}`);
  return [...lines, "", result.caveat.ja, result.caveat.en, ""].join("\n");
}
