// Hashes every member once, in bounded memory: WebCrypto for what fits a buffer, our own SHA-256 for what does not.

const LARGEST_BUFFER = 64 * 1024 * 1024;
const SMALL_FILE = 1024 * 1024;
const AT_ONCE = 6;
const STEP = 4 * 1024 * 1024;

/** The check was ended by the person. */
class Stopped extends Error {}

/** What the person sees of the hashing, and can stop: `tell(bytes done, bytes in all)` is called as it goes. */
class Progress {
  constructor(places, tell, stop) {
    this.total = 0;
    this.done = 0;
    for (const [path, place] of places) if (!isSeal(path)) this.total += place.size;
    this.tell = tell;
    this.stop = stop;
  }

  add(bytes) {
    if (this.stop && this.stop.aborted) throw new Stopped("stopped");
    this.done += bytes;
    this.tell(this.done, this.total);
  }
}

/** Give `take` {path, sha256, misfit, wrong} of each member but the seals. Large ones go one by one. */
async function hashAll(places, progress, take) {
  const paths = [...places.keys()].filter((path) => !isSeal(path));
  const large = paths.filter((path) => places.get(path).size > SMALL_FILE);
  const small = paths.filter((path) => places.get(path).size <= SMALL_FILE);
  await hashInTurn(large, places, progress, take);
  const queue = small.values(); // shared: each worker takes the next
  await Promise.all(Array.from({ length: AT_ONCE }, () => hashInTurn(queue, places, progress, take)));
}

async function hashInTurn(paths, places, progress, take) {
  for (const path of paths) {
    try {
      take({ path, ...(await hashOne(places.get(path), progress)) });
    } catch (wrong) {
      if (!(wrong instanceof DOMException)) throw wrong;
      take({ path, wrong });
    }
  }
}

async function hashOne(place, progress) {
  if (place.size > LARGEST_BUFFER || !globalThis.crypto?.subtle) return hashInSteps(place, progress);
  const bytes = await bytesOf(place.blob);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  progress.add(place.size);
  return judged(place, digest, bytes.length, place.crc === null ? null : crc32(bytes, 0));
}

/** Read 4 MiB at a time, so that a file of any size needs no more memory than that. */
async function hashInSteps(place, progress) {
  const hash = new Sha256();
  let crc = place.crc === null ? null : 0;
  for (let at = 0; at < place.size; at += STEP) {
    const bytes = await bytesOf(place.blob.slice(at, at + STEP));
    hash.update(bytes);
    if (crc !== null) crc = crc32(bytes, crc);
    progress.add(bytes.length);
  }
  const size = hash.length; // before the end is padded
  return judged(place, hash.digest(), size, crc);
}

function judged(place, digest, size, crc) {
  return { sha256: hex(digest), misfit: size !== place.size || crc !== place.crc };
}

// Four tables, so that four bytes are taken at once: the table n holds what n zero bytes make of the table before.
const CRC_TABLES = Array.from({ length: 4 }, () => new Int32Array(256));
for (let index = 0; index < 256; index++) {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  CRC_TABLES[0][index] = value;
}
for (let index = 0; index < 256; index++) {
  for (let table = 1; table < 4; table++) {
    const before = CRC_TABLES[table - 1][index];
    CRC_TABLES[table][index] = CRC_TABLES[0][before & 0xff] ^ (before >>> 8);
  }
}

/** The CRC-32 that ZIP uses (APPNOTE 4.4.7), continued from `before`. */
function crc32(bytes, before) {
  const [t0, t1, t2, t3] = CRC_TABLES;
  const whole = bytes.length & ~3;
  let crc = ~before;
  let at = 0;
  for (; at < whole; at += 4) {
    crc ^= bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    crc = t3[crc & 0xff] ^ t2[(crc >>> 8) & 0xff] ^ t1[(crc >>> 16) & 0xff] ^ t0[crc >>> 24];
  }
  for (; at < bytes.length; at++) crc = t0[(crc ^ bytes[at]) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}
