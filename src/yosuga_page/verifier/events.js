// Step 6: each disclosed event is canonical, of this case, in order, and the very event whose leaf is in the log.

const EVENTS = "proof/events.jsonl";
const LONGEST_LINE = 1024 * 1024;

/** Step 6, and step 9 on the way. Reads line by line; returns all that later steps need of the events. */
async function checkEvents(package_, log, case_, findings) {
  const story = { items: new Map(), anchors: [], erased: new Set(), export: null, gaps: [], last: -1, count: 0 };
  const watch = new Watch(findings);
  if (`yosuga/${case_}` !== log.checkpoint.origin) {
    const origin = shown(log.checkpoint.origin);
    eventFault("case", `記録は別の事件（${origin}）のものです`, `the log is of another case (${origin})`, findings);
  }
  if (!package_.places.has(EVENTS)) {
    eventFault(
      "events",
      "開示された出来事の一覧がありません",
      "the list of disclosed events is missing",
      findings,
    );
    return story;
  }
  let [number, bad] = [0, 0];
  try {
    await eachLine(package_, EVENTS, LONGEST_LINE, (line) => {
      number++;
      bad += takeLine(line, number, { story, watch, log, case_ }, findings) ? 0 : 1;
      return bad <= MOST_BAD_LINES;
    });
  } catch (wrong) {
    if (!(wrong instanceof DOMException)) throw wrong;
    unreadable(findings, 6, EVENTS, wrong);
  }
  closeStory(story, log, findings);
  watch.close();
  return story;
}

/** Take in one line; false when it is no event of this log. */
function takeLine(line, number, { story, watch, log, case_ }, findings) {
  const text = line.length > LONGEST_LINE * 2 ? null : canonicalText(line);
  const values = text === null ? null : parseEvent(text);
  if (values === null) {
    malformed(line, number, findings);
    return false;
  }
  const seq = Number(values.seq);
  const size = log.tree.size;
  const good = seq < size && seq > story.last && same(sha256(LEAF, line), log.tree.leaf(seq));
  if (!good) notTheLeaf(seq, values, story, size, findings);
  if (story.last < seq && seq < size) {
    const before = seq ? hex(log.tree.leaf(seq - 1)) : "0".repeat(64);
    if (values.prev !== before || values.case !== case_) notLinked(seq, values, findings);
    if (seq !== story.last + 1) story.gaps.push([story.last + 1, seq - 1]);
    watch.see(seq, values, !story.gaps.length);
    takeEvent(story, seq, values, findings);
  }
  return good;
}

/** Keep what an event says of its item, of tokens, of erasure and of the export. */
function takeEvent(story, seq, values, findings) {
  story.last = seq;
  story.count++;
  if (seq === 0 && values.type !== "case_open") {
    eventFault(
      "opening",
      "最初の出来事が事件の開始ではありません",
      "the first event does not open the case",
      findings,
    );
  }
  if (values.eid !== undefined) takeOfItem(story, seq, values, findings);
  if (values.type === "anchor") {
    const { sha256: token = "", head = "", time = "" } = values;
    if (!token || !head) {
      eventFault(
        "anchor",
        `記録${seq}が時刻認証を特定していません`,
        `event ${seq} names no token or head`,
        findings,
      );
    }
    story.anchors.push({ seq, sha256: token, head, time });
  } else if (values.type === "export") {
    const total = values.total === undefined ? null : Number(values.total);
    const size = values.size === undefined ? -1 : Number(values.size);
    story.export = { seq, total, sha256: values.sha256 || "", size };
  }
}

function takeOfItem(story, seq, values, findings) {
  const { eid, type, record = "", sha256: file = "", parent = "" } = values;
  if (!story.items.has(eid)) story.items.set(eid, { takings: [], hashes: new Set(), derived: [] });
  const item = story.items.get(eid);
  if (file) item.hashes.add(file);
  if (type === "capture" || type === "import") {
    item.takings.push({ seq, record, sha256: file, size: values.size === undefined ? -1 : Number(values.size) });
    if (!record) {
      eventFault(
        "no-record",
        `記録${seq}が項目の記録票を示していません`,
        `event ${seq} names no item record`,
        findings,
        eid,
      );
    }
  } else if (type === "derive") {
    item.derived.push({ seq, sha256: file, parent });
  } else if (type === "erase") {
    story.erased.add(eid);
  }
}

/** What is not disclosed is said: sequence numbers without a line are withheld. */
function closeStory(story, log, findings) {
  if (story.last + 1 < log.tree.size) story.gaps.push([story.last + 1, log.tree.size - 1]);
  if (story.gaps.length && story.gaps[0][0] === 0) {
    eventFault(
      "opening",
      "事件の開始の記録が開示されていません",
      "the event that opens the case is not disclosed",
      findings,
    );
  }
  const withheld = log.tree.size - story.count;
  if (story.gaps.length && withheld > 0) {
    const listed = ranges(story.gaps, String);
    findings.open(6, "withheld-events", {
      subject: EVENTS,
      ja: `開示されていない記録が${withheld}件あります（番号 ${listed}）。あること自体は証明されています。`,
      en: `${withheld} events are withheld (numbers ${listed}). That they exist is proven; what they say is not shown.`,
    });
  }
  if (!findings.anyBroken(6)) {
    findings.fine(6, "events", {
      ja: `開示された${story.count}件の記録は、一覧と一致しました。`,
      en: `The ${story.count} disclosed events are those of the log.`,
    });
  }
}

/** Write ranges as `3, 5–9`, at most forty of them. */
function ranges(gaps, name) {
  const written = gaps.slice(0, 40).map(([low, high]) => (low === high ? name(low) : `${name(low)}–${name(high)}`));
  return written.join(", ") + (gaps.length > 40 ? " …" : "");
}

function malformed(line, number, findings) {
  const head = decodedAnyway(line.subarray(0, 65536));
  const seq = /"seq":([0-9]{1,16})/.exec(head);
  const eid = /"eid":"(E[0-9]{4,9})"/.exec(head);
  const which = seq ? `${number} (seq ${seq[1]})` : `${number}`;
  eventFault(
    "event-form",
    `${which}行目が正規の形ではありません。書き換えられたか、壊れています`,
    `line ${which} is not a canonical event: it was altered or damaged`,
    findings,
    eid ? eid[1] : "",
  );
}

function notTheLeaf(seq, { eid, type }, story, size, findings) {
  if (seq <= story.last) {
    eventFault(
      "event-order",
      `記録${seq}の順序が違います`,
      `event ${seq} (${type}) is out of order or repeated`,
      findings,
      eid,
    );
  } else if (seq >= size) {
    eventFault(
      "event-beyond",
      `記録${seq}は署名された範囲の外です`,
      `event ${seq} (${type}) is beyond the signed head`,
      findings,
      eid,
    );
  } else {
    eventFault(
      "event-altered",
      `記録${seq}（${type}）が書き換えられています。一覧には元の記録の指紋が残っています`,
      `event ${seq} (${type}) was altered; the log still holds the fingerprint of the original`,
      findings,
      eid,
    );
  }
}

function notLinked(seq, { eid }, findings) {
  eventFault(
    "event-link",
    `記録${seq}が直前の記録か、この事件につながりません`,
    `event ${seq} does not follow from the event before it, or is of another case`,
    findings,
    eid,
  );
}

function eventFault(code, ja, en, findings, item = "") {
  findings.broken(6, code, { subject: EVENTS, item, ja: `${ja}。`, en: sentence(en) });
}
