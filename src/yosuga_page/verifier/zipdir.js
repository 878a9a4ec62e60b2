// Reads a ZIP's directory byte by byte, so that every program sees the same files in it (PKWARE APPNOTE 6.3).

const LARGEST_DIRECTORY = 2 ** 29;
const END_SIZE = 22;
const LOCATOR_SIZE = 20;
const END64_SIZE = 56;
const CENTRAL_SIZE = 46;
const LOCAL_SIZE = 30;
const FULL16 = 0xffff;
const FULL32 = 0xffffffff;
const UTF8_FLAG = 0x800;
const DESCRIPTOR_FLAG = 0x8;
const ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000;
const UNICODE_PATH = 0x7075; // Info-ZIP: a second name for the same entry, which some programs prefer

/** Read the entries below the one top folder. Throws BadPackage, DOMException; faults of one entry are findings. */
async function readZip(file, findings) {
  const [count, length, begin] = await endOfDirectory(file);
  const raw = await bytesOf(file.slice(begin, begin + length));
  const entries = centralEntries(raw, count, findings);
  await locate(file, entries, begin, findings);
  return belowTop(file, entries, findings);
}

function disagrees(ja, en) {
  return new BadPackage(
    "zip-structure",
    `ZIPの構造が合いません: ${ja}。作成後に手が加えられたか、途中で切れています。`,
    `The ZIP does not hold together: ${en}. It was changed after it was made, or cut.`,
  );
}

function noZip() {
  return new BadPackage(
    "not-a-package",
    "フォルダーでも、最後まで揃ったZIPでもありません。証拠一式として読めません。",
    "This is neither a folder nor a complete ZIP, so it cannot be read as an evidence package.",
  );
}

function viewOf(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

async function viewAt(file, at, size) {
  return viewOf(await bytesOf(file.slice(at, at + size)));
}

const u64 = (view, at) => Number(view.getBigUint64(at, true));

/** Find number, length and begin of the directory; the end record must be the last thing in the file. */
async function endOfDirectory(file) {
  if (file.size < END_SIZE) throw noZip();
  const view = await viewAt(file, file.size - END_SIZE, END_SIZE);
  if (view.getUint32(0) !== 0x504b0506 || view.getUint16(20, true)) {
    const tail = await bytesOf(file.slice(Math.max(0, file.size - END_SIZE - FULL16)));
    if (holds(tail, [0x50, 0x4b, 5, 6])) throw disagrees("目次の後にデータがあります", "there is data after the directory");
    throw noZip();
  }
  let [disk, first, here, count] = [4, 6, 8, 10].map((at) => view.getUint16(at, true));
  let [length, begin] = [12, 16].map((at) => view.getUint32(at, true));
  let end = file.size - END_SIZE;
  if ([count, here].includes(FULL16) || [length, begin].includes(FULL32)) {
    [end, disk, first, here, count, length, begin] = await end64(file, end);
  }
  if (disk || first || here !== count || length > LARGEST_DIRECTORY) {
    throw disagrees("分割されているか、目次が大きすぎます", "it is in parts, or its directory is too large");
  }
  if (Math.min(count, length / CENTRAL_SIZE) > MOST_FILES) throw tooMany();
  if (begin + length !== end) throw disagrees("目次の位置が記載と違います", "the directory does not end where it says");
  return [count, length, begin];
}

async function end64(file, end) {
  if (end < LOCATOR_SIZE + END64_SIZE) throw disagrees("目次（64ビット）がありません", "the large directory is missing");
  const where = end - LOCATOR_SIZE - END64_SIZE;
  const locator = await viewAt(file, end - LOCATOR_SIZE, LOCATOR_SIZE);
  if (locator.getUint32(0) !== 0x504b0607 || u64(locator, 8) !== where) {
    throw disagrees("目次（64ビット）の位置が違います", "the large directory is misplaced");
  }
  const record = await viewAt(file, where, END64_SIZE);
  if (record.getUint32(0) !== 0x504b0606 || u64(record, 4) !== END64_SIZE - 12) {
    throw disagrees("目次（64ビット）の形が違います", "the large directory is malformed");
  }
  const disks = [16, 20].map((at) => record.getUint32(at, true));
  return [where, ...disks, ...[24, 32, 40, 48].map((at) => u64(record, at))];
}

/** Whether bytes hold a sequence of bytes. */
function holds(bytes, wanted) {
  for (let at = bytes.indexOf(wanted[0]); at >= 0; at = bytes.indexOf(wanted[0], at + 1)) {
    let length = 1;
    while (length < wanted.length && bytes[at + length] === wanted[length]) length++;
    if (length === wanted.length) return true;
  }
  return false;
}

/** Read the directory's entries; their number and length must be what the end record says. */
function centralEntries(raw, count, findings) {
  const view = viewOf(raw);
  const entries = [];
  let at = 0;
  for (let number = 0; number < count; number++) {
    if (raw.length - at < CENTRAL_SIZE) throw disagrees("目次が途中で切れています", "the directory is cut");
    const [names, extras, comments] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const next = at + CENTRAL_SIZE + names + extras + comments;
    if (view.getUint32(at) !== 0x504b0102 || next > raw.length) {
      throw disagrees("目次の形が違います", "the directory is malformed");
    }
    const name = raw.subarray(at + CENTRAL_SIZE, at + CENTRAL_SIZE + names);
    const extra = raw.subarray(at + CENTRAL_SIZE + names, at + CENTRAL_SIZE + names + extras);
    entries.push(centralEntry(view, at, name, extra, findings));
    at = next;
  }
  if (at !== raw.length) throw disagrees("目次の件数が違います", "the directory has more entries than it counts");
  return entries;
}

function centralEntry(view, at, name, extra, findings) {
  const [made, flags, method, disk] = [4, 8, 10, 34].map((field) => view.getUint16(at + field, true));
  const [crc, packed, size, external, header] = [16, 20, 24, 38, 42].map((field) => view.getUint32(at + field, true));
  const wide = wideValues(extra, [size, packed, header]);
  const sizes = { size: wide[0], packed: wide[1], header: wide[2] };
  const entry = { path: decodedAnyway(name), name, flags, method, crc, ...sizes };
  const type = made >> 8 === 3 ? (external >>> 16) & 0o170000 : 0; // 3: made on Unix, where the mode says what it is
  if (disk || entry.path.endsWith("/") || external & 0x10 || ![0, 0o100000].includes(type)) {
    entryFault(
      entry,
      "special-file",
      "通常のファイルではないもの（リンク、フォルダーなど）が入っています",
      "holds a link, a folder or another thing that is not a regular file",
      findings,
    );
  }
  if (flags & ENCRYPTED_FLAGS || method || entry.packed !== entry.size) {
    entryFault(entry, "zip-packed", "圧縮か暗号化されています", "is compressed or encrypted", findings);
  }
  if (!(flags & UTF8_FLAG) && name.some((byte) => byte > 0x7f)) {
    entryFault(entry, "zip-name", "名前がUTF-8と示されていません", "has a name not marked as UTF-8", findings);
  }
  return entry;
}

/** Resolve 64-bit values of [size, packed, header] (APPNOTE 4.5.3) and refuse a second name. */
function wideValues(extra, values) {
  const view = viewOf(extra);
  for (let at = 0; at < extra.length; ) {
    if (extra.length - at < 4) throw disagrees("付加情報が途中で切れています", "an extra field is cut");
    const kind = view.getUint16(at, true);
    const body = at + 4;
    at = body + view.getUint16(at + 2, true);
    if (kind === UNICODE_PATH || at > extra.length) {
      throw disagrees(
        "項目に別の名前か、切れた付加情報があります",
        "an entry has a second name or a cut field",
      );
    }
    if (kind !== 1) continue;
    const wanted = [0, 1, 2].filter((index) => values[index] === FULL32);
    if (at - body < 8 * wanted.length) throw disagrees("64ビットの大きさがありません", "a 64-bit size is missing");
    wanted.forEach((index, place) => (values[index] = u64(view, body + 8 * place)));
  }
  return values;
}

/** Follow the entries through the file: no gap, no overlap, and each local header says what the directory says. */
async function locate(file, entries, begin, findings) {
  let end = 0;
  const ordered = [...entries].sort((one, other) => one.header - other.header);
  for (const [number, entry] of ordered.entries()) {
    const following = number + 1 < ordered.length ? ordered[number + 1].header : begin;
    if (entry.header !== end) {
      throw disagrees("目次にないデータか、重なりがあります", "there is unnamed data, or entries overlap");
    }
    entry.start = await localStart(file, entry, findings);
    end = entry.start + entry.packed;
    if (entry.flags & DESCRIPTOR_FLAG && end < following) end += await descriptor(file, entry, end, following - end);
  }
  if (end !== begin) {
    throw disagrees("目次の前に、目次にないデータがあります", "there is unnamed data before the directory");
  }
}

/** Where the entry's bytes start, its local header having been compared with the directory. */
async function localStart(file, entry, findings) {
  let raw = await bytesOf(file.slice(entry.header, entry.header + LOCAL_SIZE + entry.name.length + 64));
  if (raw.length < LOCAL_SIZE || viewOf(raw).getUint32(0) !== 0x504b0304) {
    throw disagrees("項目が目次の示す位置にありません", "an entry is not where the directory says");
  }
  const view = viewOf(raw);
  const [flags, method, names, extras] = [6, 8, 26, 28].map((at) => view.getUint16(at, true));
  const [crc, shortPacked, shortSize] = [14, 18, 22].map((at) => view.getUint32(at, true));
  const whole = LOCAL_SIZE + names + extras;
  if (raw.length < whole) raw = await bytesOf(file.slice(entry.header, entry.header + whole));
  const name = raw.subarray(LOCAL_SIZE, LOCAL_SIZE + names);
  const [size, packed] = wideValues(raw.subarray(LOCAL_SIZE + names, whole), [shortSize, shortPacked, 0]);
  const alike = flags === entry.flags && method === entry.method && same(name, entry.name);
  const stated = crc === entry.crc && packed === entry.packed && size === entry.size;
  const later = flags & DESCRIPTOR_FLAG && crc === 0 && packed === 0 && size === 0;
  if (!alike || !(stated || later)) {
    entryFault(
      entry,
      "zip-disagrees",
      "ZIPの目次と中身の見出しが食い違っています",
      "has a header that disagrees with the ZIP's directory",
      findings,
    );
  }
  return entry.header + LOCAL_SIZE + name.length + extras;
}

/** Length of the data descriptor that fills the room up to the next entry and repeats the directory (4.3.9). */
async function descriptor(file, entry, at, room) {
  const raw = await bytesOf(file.slice(at, at + Math.min(room, 25)));
  const wide = new DataView(new ArrayBuffer(20));
  wide.setUint32(0, entry.crc, true);
  wide.setBigUint64(4, BigInt(entry.packed), true);
  wide.setBigUint64(12, BigInt(entry.size), true);
  const bodies = [new Uint8Array(wide.buffer)];
  if (Math.max(entry.packed, entry.size) <= FULL32) {
    const narrow = new DataView(new ArrayBuffer(12));
    [entry.crc, entry.packed, entry.size].forEach((value, index) => narrow.setUint32(4 * index, value, true));
    bodies.push(new Uint8Array(narrow.buffer));
  }
  const signature = new Uint8Array([0x50, 0x4b, 7, 8]);
  if (!bodies.some((body) => same(raw, body) || same(raw, joined(signature, body)))) {
    throw disagrees("項目の末尾の記載が食い違っています", "an entry's trailing sizes disagree");
  }
  return raw.length;
}

/** Take the one top folder off; an entry elsewhere or a name used twice is broken. */
function belowTop(file, entries, findings) {
  const tops = new Set(entries.map((entry) => entry.path.split("/", 1)[0]));
  const places = new Map();
  for (const entry of entries) {
    const head = entry.path.split("/", 1)[0];
    const path = entry.path.slice(head.length + 1);
    if (tops.size !== 1 || !path || ["", ".", ".."].includes(head)) {
      entryFault(entry, "zip-outside", "1つの最上位フォルダーの外にあります", "lies outside one top folder", findings);
    }
    if (places.has(path)) {
      entryFault(entry, "zip-twice", "同じ名前が2回あります", "has a name that occurs twice", findings);
    } else if (path && !path.endsWith("/")) {
      places.set(path, { blob: file.slice(entry.start, entry.start + entry.size), size: entry.size, crc: entry.crc });
    }
  }
  return places;
}

function entryFault(entry, code, ja, en, findings) {
  findings.broken(1, code, {
    subject: entry.path,
    item: itemOf(entry.path),
    ja: `ZIP内の項目: ${ja}。`,
    en: `An entry of the ZIP ${en}.`,
  });
}
